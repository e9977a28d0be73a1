/**
 * Topics, their names and their required configuration. Every process builds the same {@link
 * dev.carteiro.schemas.topic.TopicPlan}, and does not start if the topics do not match it.
 */
@NullMarked
package dev.carteiro.schemas.topic;

import org.jspecify.annotations.NullMarked;
