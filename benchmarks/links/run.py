"""Our link checker beside the field's, on a farm of our own: whole processes, interleaved, medians.

python benchmarks/links/run.py [--rounds 5] [--only SCENARIO,…] [--tools NAME,…] [--seed 1]
"""

from __future__ import annotations

import argparse
import compileall
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import plan
import tools
import world

_ALWAYS = {"verifier", "aiohttp alone", "lychee"}  # the others only where there are faults: they take long


@dataclass(frozen=True, slots=True)
class Scenario:
    """What to visit."""

    name: str
    links: list[plan.Link]

    @property
    def has_faults(self) -> bool:
        """Then the whole field is run, and an ideal makes sense."""
        return any(link.cost_s for link in self.links)


SCENARIOS: dict[str, Callable[[int], list[plan.Link]]] = {
    "https": lambda _: plan.uniform("https", 5000, 500),
    "handshake": lambda _: plan.uniform("https", 5000, 500, "close"),
    "http": lambda _: plan.uniform("http", 5000, 500),
    "faults": plan.faults,
    "no-hanging": lambda seed: plan.faults(seed, hanging=False),
    "eight": lambda _: plan.uniform("https", 8, 8),
    "memory-100k": lambda _: plan.uniform("http", 100_000, 500),
    "memory-200k": lambda _: plan.uniform("http", 200_000, 500),
}


def wrong(links: list[plan.Link], words: dict[str, str]) -> str:
    """What a tool says beside what is true."""
    errors: Counter[str] = Counter()
    for link in links:
        word = words.get(link.url)
        if word is None:
            errors["silent"] += 1
        elif word != link.truth:
            errors["false dead" if word == "dead" else "false alive" if word == "alive" else "unsure"] += 1
    return ", ".join(f"{errors[name]} {name}" for name in ("false dead", "false alive", "unsure", "silent"))


def measure(scenario: Scenario, used: list[tools.Tool], rounds: int) -> None:
    print(f"\n{scenario.name}: {len(scenario.links)} links, {len({x.host for x in scenario.links})} hosts")
    if scenario.has_faults:
        print(f"  ideal {plan.ideal_s(scenario.links):.2f} s")
    runs: dict[str, list[tools.Ran]] = {tool.name: [] for tool in used}
    imports: list[float] = []
    for number in range(rounds):
        for tool in used:
            runs[tool.name].append(_once(tool, scenario, number))
        imports.append(_import_s())
    for tool in used:
        _print(scenario, runs[tool.name], runs.get("lychee") or [], tool.name)
    if scenario.name == "eight":
        wall_s = statistics.median(ran.wall_s for ran in runs[used[0].name])
        print(f"  {used[0].name} of import aiohttp's: {wall_s / statistics.median(imports):.2f}")


def _once(tool: tools.Tool, scenario: Scenario, number: int) -> tools.Ran:
    with world.farm(len({x.host for x in scenario.links})) as folder:  # a new one remembers nobody
        links = tools.write_links([link.url for link in scenario.links], folder)
        ran = tools.run(tool, links, folder)
    if len(ran.words) < len(scenario.links) * 0.99:
        print(f"  {tool.name} speaks of {len(ran.words)} links only (round {number + 1})")
    return ran


def _print(scenario: Scenario, runs: list[tools.Ran], lychee: list[tools.Ran], name: str) -> None:
    wall, cpu, memory = (
        statistics.median(getattr(ran, what) for ran in runs) for what in ("wall_s", "cpu_s", "memory_mb")
    )
    line = f"  {name:12} wall {wall:6.2f} s  cpu {cpu * 1000 / len(scenario.links):6.3f} ms/link  {memory:6.0f} MB"
    if lychee and name != "lychee":
        walls = statistics.median(ran.wall_s for ran in lychee)
        cpus = statistics.median(ran.cpu_s for ran in lychee)
        line += f"  | of lychee's: wall {wall / walls:.2f}, cpu {cpu / cpus:.2f}"
    if scenario.has_faults:
        line += f"  | of the ideal: {wall / plan.ideal_s(scenario.links):.3f}"
    print(line + f"  | {wrong(scenario.links, runs[-1].words)}", flush=True)


def _import_s() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import aiohttp"], check=True)
    return time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", default="https,handshake,http,faults,no-hanging,eight")
    parser.add_argument("--tools", default="verifier,aiohttp alone,lychee,LinkChecker,linkinator")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    world.enter()
    compileall.compile_dir(Path(__file__).parents[2] / "verifier", quiet=1)  # as an installed package is
    wanted = arguments.tools.split(",")
    used = [tool for tool in tools.TOOLS if tool.name in wanted and tool.installed]
    print("tools:", ", ".join(tool.name for tool in used))
    for name in arguments.only.split(","):
        scenario = Scenario(name, SCENARIOS[name](arguments.seed))
        fitting = [tool for tool in used if scenario.has_faults or tool.name in _ALWAYS]
        measure(scenario, fitting, arguments.rounds)


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
