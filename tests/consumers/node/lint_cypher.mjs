// A file of Cypher in; what Neo4j's own parser and semantic analysis find wrong with it out, and how many statements there are.
import { readFileSync } from "node:fs";
import { lintCypherQuery, parseStatementsStrs } from "@neo4j-cypher/language-support";

const text = readFileSync(process.argv[2], "utf8");
const faults = lintCypherQuery(text, {}).diagnostics.map((one) => one.message);
const statements = parseStatementsStrs(text).filter((one) => one.trim()).length;
console.log(JSON.stringify({ faults, statements }));
