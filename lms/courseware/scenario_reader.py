"""Reads a scenario and sees to it that every story comes to an end."""

from collections.abc import Iterator

from lms.courseware.lined import Lined, parse
from lms.courseware.quiz_reader import QuestionWriter
from lms.courseware.reading import Reading
from lms.courseware.scenario import Choice, Effect, Ending, Node, Scale, Scenario
from lms.courseware.scenario_shapes import ScenarioShape
from lms.courseware.shape_problems import checked
from lms.courseware.texts import Text

Edge = tuple[str, str, int]  # from, to, line


def read_scenario(reading: Reading, module: str, key: str, line: int) -> Scenario | None:
    """Read a scenario named at `line` of course.yaml; None if there is something to mend."""
    file = f"{module}/{key}.scenario.yaml"
    if file not in reading.bundle:
        reading.say("no-file", file, at=str(line))
        return None
    text = reading.text(file)
    lined, problems = parse(text, file) if text is not None else (None, [])
    reading.problems += problems
    if lined is None:
        return None
    shape, problems = checked(ScenarioShape, lined, file, reading.languages)
    reading.problems += problems
    if shape is None:
        return None
    find_repeated_keys(reading, file, lined, shape)
    find_loose_ends(reading, file, lined, shape)
    return made(reading, file, lined, (module, key, shape))


def made(
    reading: Reading, file: str, lined: Lined, content: tuple[str, str, ScenarioShape]
) -> Scenario:
    """Make the scenario, its texts rendered."""
    module, key, shape = content
    write = QuestionWriter(reading, file, lined)
    return Scenario(
        module=module,
        key=key,
        title=Text.of(shape.title),
        role=Text.of(shape.role),
        minutes=shape.minutes,
        context=write.block(shape.context, "context"),
        scales=tuple(Scale(scale.key, Text.of(scale.title), scale.start) for scale in shape.scales),
        start=shape.start,
        nodes=tuple(
            Node(
                key=node.key,
                text=write.block(node.text, "nodes", index, "text"),
                choices=tuple(made_choices(write, shape, index)),
            )
            for index, node in enumerate(shape.nodes)
        ),
        endings=tuple(
            Ending(
                key=ending.key,
                rank=ending.rank,
                text=write.block(ending.text, "endings", index, "text"),
            )
            for index, ending in enumerate(shape.endings)
        ),
    )


def made_choices(write: QuestionWriter, shape: ScenarioShape, index: int) -> Iterator[Choice]:
    """Make the choices of one node."""
    for place, choice in enumerate(shape.nodes[index].choices):
        at = ("nodes", index, "choices", place)
        yield Choice(
            key=choice.key,
            text=write.line(choice.text, *at, "text"),
            consequence=write.block(choice.consequence, *at, "consequence"),
            to=choice.to,
            effects=tuple(Effect(scale, change) for scale, change in choice.effects.items()),
        )


def find_repeated_keys(reading: Reading, file: str, lined: Lined, shape: ScenarioShape) -> None:
    """Find keys used twice: of scales, of nodes and endings together, of choices of a node."""
    named: list[tuple[str, str, tuple[str | int, ...]]] = []
    named += [("scale", scale.key, ("scales", i)) for i, scale in enumerate(shape.scales)]
    named += [("place", node.key, ("nodes", i)) for i, node in enumerate(shape.nodes)]
    named += [("place", ending.key, ("endings", i)) for i, ending in enumerate(shape.endings)]
    for i, node in enumerate(shape.nodes):
        choices = enumerate(node.choices)
        named += [(f"choice {i}", c.key, ("nodes", i, "choices", j)) for j, c in choices]
    first: dict[tuple[str, str], int] = {}
    for kind, key, path in named:
        line = lined.line([*path, "key"])
        if (kind, key) in first:
            reading.say("twice", file, line, key=key, at=str(first[kind, key]))
        first.setdefault((kind, key), line)


def find_loose_ends(reading: Reading, file: str, lined: Lined, shape: ScenarioShape) -> None:
    """Find what leads nowhere, comes from nowhere, or goes round in circles."""
    find_unknown_scales(reading, file, lined, shape)
    for index, node in enumerate(shape.nodes):
        if not node.choices:
            reading.say("dead-end", file, lined.line(["nodes", index, "key"]), key=node.key)
    places = {node.key for node in shape.nodes} | {ending.key for ending in shape.endings}
    edges = list(edges_of(lined, shape))
    for _, to, line in [("", shape.start, lined.line(["start"])), *edges]:
        if to not in places:
            reading.say("no-such-node", file, line, key=to)
    find_unreachable(reading, file, lined, (shape, edges))
    for edge in circles(shape.start, edges):
        reading.say("goes-round", file, edge[2], node=edge[0], key=edge[1])


def find_unknown_scales(reading: Reading, file: str, lined: Lined, shape: ScenarioShape) -> None:
    """Find effects on scales that are not there."""
    scales = {scale.key for scale in shape.scales}
    for index, node in enumerate(shape.nodes):
        for place, choice in enumerate(node.choices):
            for scale in sorted(choice.effects.keys() - scales):
                line = lined.line(["nodes", index, "choices", place, "effects", scale])
                reading.say("no-such-scale", file, line, key=scale)


def edges_of(lined: Lined, shape: ScenarioShape) -> Iterator[Edge]:
    """Give every way from a node, with the line that says where it leads."""
    for index, node in enumerate(shape.nodes):
        for place, choice in enumerate(node.choices):
            line = lined.line(["nodes", index, "choices", place, "to"])
            yield node.key, choice.to, line


def find_unreachable(
    reading: Reading, file: str, lined: Lined, graph: tuple[ScenarioShape, list[Edge]]
) -> None:
    """Find nodes and endings that no story comes to."""
    shape, edges = graph
    seen, waiting = {shape.start}, [shape.start]
    while waiting:
        here = waiting.pop()
        onward = {to for node, to, _ in edges if node == here} - seen
        seen |= onward
        waiting += sorted(onward)
    named = [(("nodes", index), node.key) for index, node in enumerate(shape.nodes)]
    named += [(("endings", index), ending.key) for index, ending in enumerate(shape.endings)]
    for path, key in named:
        if key not in seen:
            reading.say("unreachable", file, lined.line([*path, "key"]), key=key)


def circles(start: str, edges: list[Edge]) -> Iterator[Edge]:
    """Give the ways that lead back to where a story has already been, walked without recursion."""
    onward: dict[str, list[Edge]] = {}
    for edge in edges:
        onward.setdefault(edge[0], []).append(edge)
    on_the_way: dict[str, Iterator[Edge]] = {start: iter(onward.get(start, []))}
    finished: set[str] = set()
    while on_the_way:
        here, ways = next(reversed(on_the_way.items()))
        for edge in ways:
            if edge[1] in on_the_way:
                yield edge
            elif edge[1] not in finished:
                on_the_way[edge[1]] = iter(onward.get(edge[1], []))
                break
        else:
            finished.add(here)
            del on_the_way[here]
