/**
 * Which topics there are, what they are called and how they must be configured. Every process builds the same
 * {@link dev.carteiro.schemas.topic.TopicPlan} and refuses to start on topics that do not fit it.
 */
@NullMarked
package dev.carteiro.schemas.topic;

import org.jspecify.annotations.NullMarked;
