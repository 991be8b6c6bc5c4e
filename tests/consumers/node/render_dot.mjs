// A DOT file in, what Graphviz makes of it out: json0 (nodes and edges with their attributes) and an SVG.
import { readFileSync, writeFileSync } from "node:fs";
import { Graphviz } from "@hpcc-js/wasm-graphviz";

const [path, engine, picture] = process.argv.slice(2);
const graphviz = await Graphviz.load();
const dot = readFileSync(path, "utf8");
const read = JSON.parse(graphviz.layout(dot, "json0", engine));
const svg = graphviz.layout(dot, "svg", engine);
if (picture) writeFileSync(picture, svg);
const count = (name) => svg.split(`class="${name}"`).length - 1;
console.log(JSON.stringify({ read, drawn: { nodes: count("node"), edges: count("edge") } }));
