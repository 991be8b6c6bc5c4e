"""The command that tells which events pass which policies: policy."""

from __future__ import annotations

import click

from kgbuild.cli.talk import encode_text, format_option, graph_argument, open_output, output_option


@click.command()
@graph_argument
@click.argument("name", metavar="[NAME|FILE]", required=False)
@click.option("--explain", "event", metavar="EVENT", help="Say of one event whether it passes, and what it lacks.")
@click.option(
    "--show", metavar="N", type=click.IntRange(min=0), default=20, show_default=True, help="Show at most N that pass."
)
@format_option("table", "json")
@output_option("the report")
def policy(graph: str, name: str | None, event: str | None, show: int, format: str, output: str) -> None:
    """Tell which events have enough sources behind them to pass a policy, and what the others lack.

    A graph holds claims. A policy says when enough of them agree for a view of facts to take an event in, for example:
    two independent sources of different sides, and nobody denies it. 'kgbuild export --policy' writes that view and
    'kgbuild query --policy' asks it; the policy's name and text stand in it.

    Without NAME the shipped policies are listed. NAME may also be a file, or a folder of files, of your own
    (docs/judging.md).

    \b
    Examples:
      kgbuild policy my-graph
      kgbuild policy my-graph two-sides
      kgbuild policy my-graph two-sides --explain e3b0c44298fc1c149afb
      kgbuild policy my-graph my-policies/strict.toml --format json
    """
    from kgbuild.graph.facts import list_events
    from kgbuild.graph.judging import label_nodes
    from kgbuild.graph.policies import judge_event, load_policies
    from kgbuild.graph.policy_report import (
        apply_policy,
        encode_outcomes,
        encode_verdicts,
        find_event,
        format_outcome,
        format_outcomes,
        format_verdict,
    )
    from kgbuild.graph.store import Graph

    policies = load_policies(name)
    with Graph.open(graph) as opened:
        if event is not None:
            found = find_event(opened, event)
            seen = [next(two for two in list_events(opened, one) if two.id == found.id) for one in policies]
            verdicts = [(one, judge_event(one, two)) for one, two in zip(policies, seen, strict=True)]
            labels = label_nodes(opened, [found.place] if found.place else [])
            told = "\n".join(format_verdict(*verdict, labels) for verdict in verdicts)
            text = told if format == "table" else encode_verdicts(verdicts)
        else:
            events = [list_events(opened, one) for one in policies]
            outcomes = [apply_policy(one, seen) for one, seen in zip(policies, events, strict=True)]
            if format == "json":
                text = encode_outcomes(outcomes)
            elif len(outcomes) == 1:
                labels = label_nodes(opened, {one.place for one in events[0] if one.place is not None})
                text = format_outcome(outcomes[0], events[0], labels, show=show)
            else:
                text = format_outcomes(outcomes)
    with open_output(output) as write:
        write(encode_text(text, format))


COMMANDS = (policy,)
