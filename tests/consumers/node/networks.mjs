// Reads a network file with graphology and prints its nodes, edges and attributes: networks.mjs gexf|graphml FILE
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const Graph = require('graphology');
const parsers = {gexf: require('graphology-gexf'), graphml: require('graphology-graphml')};
const [format, file] = process.argv.slice(2);
const graph = parsers[format].parse(Graph, readFileSync(file, 'utf8'), {addMissingNodes: false});
console.log(
  JSON.stringify({
    directed: graph.type === 'directed',
    type: graph.type,
    nodes: graph.mapNodes((node, values) => [node, values]),
    edges: graph.mapEdges((edge, values, source, target) => [source, target, values]),
  })
);
