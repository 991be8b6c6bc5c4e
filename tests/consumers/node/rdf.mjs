// Reads RDF with N3.js or jsonld.js and prints how many quads there are and the hash of their sorted lines:
// rdf.mjs FILE MEDIA-TYPE [CONTEXT-FILE], the last being what stands for the W3C's context of annotations
import {createHash} from 'node:crypto';
import {createReadStream, readFileSync} from 'node:fs';
import jsonld from 'jsonld';
import {StreamParser} from 'n3';

const [file, type, contextFile] = process.argv.slice(2);

async function loadDocument(url) {
  if (url === 'http://www.w3.org/ns/anno.jsonld' && contextFile)
    return {contextUrl: null, documentUrl: url, document: {'@context': JSON.parse(readFileSync(contextFile, 'utf8'))}};
  throw new Error(`the file asks the network for ${url}`);
}

async function* readQuads() {
  if (type === 'application/ld+json')
    yield* await jsonld.toRDF(JSON.parse(readFileSync(file, 'utf8')), {documentLoader: loadDocument});
  else yield* createReadStream(file, 'utf8').pipe(new StreamParser({format: type}));
}

function tell(term) {
  if (term.termType === 'Quad') return ['quoted', ...[term.subject, term.predicate, term.object].flatMap(tell)];
  if (term.termType === 'Literal') return ['literal', term.value, (term.language || '').toLowerCase(), term.datatype.value];
  return [term.termType === 'DefaultGraph' ? 'default' : term.termType === 'BlankNode' ? 'blank' : 'name', term.value];
}

const lines = new Set();
for await (const quad of readQuads())
  lines.add(JSON.stringify([quad.subject, quad.predicate, quad.object, quad.graph].flatMap(tell)));
const hash = createHash('sha256');
for (const line of [...lines].map((text) => Buffer.from(text)).sort(Buffer.compare)) hash.update(line).update('\n');
console.log(JSON.stringify({count: lines.size, hash: hash.digest('hex')}));
