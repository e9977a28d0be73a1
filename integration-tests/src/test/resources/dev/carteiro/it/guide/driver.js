// Reads one case per line from standard input: a scheme, and in base64 headers, body and secret. Writes one result per line.
const { readFileSync } = require('node:fs');

const judges = {
  standard: (headers, body, secret) => require('./verify-standard.js').verify(headers, body, secret),
  ed25519: (headers, body, secret) => require('./verify-ed25519.js').verify(headers, body, secret),
  twenty: (headers, body, secret) => require('./verify-twenty.js').verify(headers, body, secret),
  grafeno: (headers, body, secret) => require('./verify-grafeno.js').verify(body, secret),
  token: (headers, body, secret) => require('./verify-token.js').verify(headers, secret),
  'cloudevent-structured': read,
  'cloudevent-binary': read,
};

function read(headers, body) {
  const event = require('./read-cloudevent.js').read(headers, body);
  return [event.id, event.type, event.source, event.myext, event.data.id].join(' ');
}

for (const line of readFileSync(0, 'utf8').split('\n').filter((text) => text !== '')) {
  const [scheme, ...parts] = line.split('\t');
  const [head, body, secret] = parts.map((part) => Buffer.from(part, 'base64'));
  const headers = Object.fromEntries(head.toString('utf8').split('\n').filter((text) => text !== '')
    .map((text) => [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]));
  try {
    console.log(String(judges[scheme](headers, body, secret.toString('utf8'))));
  } catch (e) {
    console.log(`${e}`.replaceAll('\n', ' '));
  }
}
