// Reads a JSON array of {"what": ..., "document": ...} and prints one line for each document that is not JSON:API.
'use strict';

const { Validator } = require('jsonapi-validator');

const validator = new Validator();
let input = '';
process.stdin.on('data', (chunk) => { input += chunk; });
process.stdin.on('end', () => {
  const responses = JSON.parse(input);
  for (const { what, document } of responses) {
    try {
      validator.validate(document);
    } catch (e) {
      const why = (e.errors || [e]).map((each) => `${each.dataPath || ''} ${each.message}`);
      console.log(`${what}: ${[...new Set(why)].join('; ')}`);
    }
  }
  console.log(`${responses.length} judged`);
});
