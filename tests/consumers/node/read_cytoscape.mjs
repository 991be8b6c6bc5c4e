// Cytoscape JSON in, what Cytoscape.js makes of it out: the data of its elements and how some of them look.
import { readFileSync } from "node:fs";
import cytoscape from "cytoscape";

const file = JSON.parse(readFileSync(process.argv[2], "utf8"));
const network = cytoscape({ ...file, layout: { name: "preset" }, headless: true, styleEnabled: true });
const list = (elements, ...looks) =>
  elements.map((one) => ({
    data: one.data(),
    position: one.isNode() ? one.position() : null,
    look: Object.fromEntries(looks.map((look) => [look, one.style(look)])),
  }));
console.log(
  JSON.stringify({
    nodes: list(network.nodes(), "label", "shape", "width", "background-color"),
    edges: list(network.edges(), "label", "line-style", "line-color", "target-arrow-shape"),
  }),
);
network.destroy(); // or its clock would keep the program running
