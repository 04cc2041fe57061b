#!/usr/bin/env python3
"""The house rules that a script can check. Hard limits fail; soft ones are reported as numbers that should only fall."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
SOFT_FILE, HARD_FILE = 250, 500
SOFT_FUNCTION, HARD_FUNCTION = 30, 60
SOFT_PARAMETERS, HARD_PARAMETERS = 4, 6
SOFT_NESTING, HARD_NESTING = 3, 4
SOFT_MODULE, HARD_MODULE = 8000, 10000
MODULE_EXCEPTIONS = {"SlipwayProcedures": 21500, "SlipwayEngine": 23500, "SlipwayWeb": 16000}  # docs/adr/0032, 0044, 0045

BAD_NAMES = re.compile(r"(Utils?|Helpers?|Common|Manager|Misc)\.swift$|\+ext\.swift$", re.IGNORECASE)
# Each needs a comment line right above that says why; the shell has no excuse on a machine.
NEEDS_REASON = {
    "try!": re.compile(r"\btry!"),
    "as!": re.compile(r"\bas!"),
    "fatalError": re.compile(r"\bfatalError\("),
    "@unchecked Sendable": re.compile(r"@unchecked Sendable"),
    "Task.detached": re.compile(r"\bTask\.detached\b"),
    "HTML(trusted:": re.compile(r"\bHTML\(trusted:"),
}
SHELL = re.compile(r'"(ba|da)?sh",\s*"-[a-z]*c"')
FUNCTION = re.compile(r"^(\s*)(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:package|private|fileprivate|static|mutating|nonisolated|override|final|convenience|required)(?:\([^)]*\))?\s+)*(func\s+[^\s(<]+|init[?]?)\s*[(<]")
TYPE = re.compile(r"^(?:@\S+\s+)*(package |private |fileprivate |)(?:(?:final|indirect|dynamic)\s+)*(struct|class|enum|actor|protocol)\s+(\w+)")
BLOCK = re.compile(r"^\s*(?:\}\s*)?(?:\w+:\s*)?(if|for|while|switch|do|repeat|else|catch|guard)\b.*\{\s*$|^\s*\}\s*else.*\{\s*$")

errors, soft = [], {}


def error(path, line, text):
    errors.append(f"{path.relative_to(ROOT)}:{line}: {text}")


def count(what):
    soft[what] = soft.get(what, 0) + 1


def code_of(line):
    """The line without its comment and without the contents of its plain strings."""
    line = re.sub(r'"(?:[^"\\]|\\.)*"', '""', line)
    return line.split("//")[0]


def blank_strings(lines):
    """Lines inside multi-line string literals are text, not code."""
    result, inside = [], False
    for line in lines:
        marks = line.count('"""')
        result.append("" if inside and marks == 0 else line)
        if marks % 2 == 1:
            inside = not inside
    return result


def parameters_of(text):
    """How many parameters the first parenthesis of a declaration holds."""
    start, depth, commas, seen = text.index("("), 0, 0, False
    for character in text[start:]:
        if character in "([{<":
            depth += 1
        elif character in ")]}>":
            depth -= 1
            if depth == 0:
                break
        elif character == "," and depth == 1:
            commas += 1
        elif depth == 1 and not character.isspace():
            seen = True
    return commas + 1 if seen else 0


def check_function(path, lines, start, match):
    indent, name = match.group(1), match.group(2)
    header, end = "", start
    while end < len(lines) and not code_of(lines[end]).rstrip().endswith("{"):
        if end > start and not lines[end].strip():
            return
        header += code_of(lines[end]) + " "
        if "}" in code_of(lines[end]) or end - start > 30:
            break
        end += 1
    if end < len(lines):
        header += code_of(lines[end])
    if header.count("(") == 0:
        return
    many = parameters_of(re.sub(r"->", "  ", header))
    if not name.startswith("init"):
        if many > HARD_PARAMETERS:
            error(path, start + 1, f"{name} has {many} parameters (at most {HARD_PARAMETERS})")
        elif many > SOFT_PARAMETERS:
            count(f"functions with more than {SOFT_PARAMETERS} parameters")
    if end >= len(lines) or not code_of(lines[end]).rstrip().endswith("{"):
        return
    close = next((i for i in range(end + 1, len(lines)) if lines[i].startswith(indent + "}")), None)
    if close is None:
        return
    length = sum(1 for line in lines[end + 1:close] if line.strip())
    if length > HARD_FUNCTION:
        error(path, start + 1, f"{name} has {length} lines (at most {HARD_FUNCTION})")
    elif length > SOFT_FUNCTION:
        count(f"functions of more than {SOFT_FUNCTION} lines")
    check_nesting(path, lines, end + 1, close, name)


def check_nesting(path, lines, start, close, name):
    open_blocks, deepest, where = [], 0, start
    for index in range(start, close):
        line = lines[index]
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        while open_blocks and indent <= open_blocks[-1]:
            open_blocks.pop()
        if BLOCK.match(code_of(line).rstrip()):
            open_blocks.append(indent)
            if len(open_blocks) > deepest:
                deepest, where = len(open_blocks), index
    if deepest > HARD_NESTING:
        error(path, where + 1, f"{name} nests {deepest} deep (at most {HARD_NESTING})")
    elif deepest > SOFT_NESTING:
        count(f"functions nested deeper than {SOFT_NESTING}")


def check_types(path, lines):
    documented, shown = False, []
    for index, line in enumerate(lines):
        if line.startswith("///"):
            documented = True
            continue
        match = TYPE.match(line)
        if match:
            access, _, name = match.groups()
            if not documented:
                error(path, index + 1, f"{name} needs a /// sentence that says what it is")
            if access.strip() not in ("private", "fileprivate"):
                shown.append(name)
        if line.strip() and not line.startswith("@"):
            documented = False
    if len(shown) > 1:
        count("files with more than one type")


def check_words(path, lines, module):
    for index, line in enumerate(lines):
        code, above = code_of(line), lines[index - 1].strip() if index else ""
        for word, pattern in NEEDS_REASON.items():
            if pattern.search(code) and not above.startswith("//"):
                error(path, index + 1, f"{word} needs a comment line above that says why")
        # What a Dockerfile that we write runs within its image has a reason, one line above (docs/adr/0050).
        is_in_image = path.parent.name == "Dockerfile" and module == "SlipwayDetection" and above.startswith("//")
        if SHELL.search(line) and not is_in_image:
            error(path, index + 1, "no shell: run the program with its words")
        if module == "slipway" or "Commands" in path.parts:
            pass
        elif re.search(r"(?<![\w.])print\(", code):
            error(path, index + 1, "print( belongs to the executable's commands")
        if "ProcessInfo" in code and "Configuration" not in path.parts:
            error(path, index + 1, "ProcessInfo belongs to SlipwayCore/Configuration")
        if re.search(r"\bimport SlipwayTesting\b", code) and module != "SlipwayTesting":
            error(path, index + 1, "only tests may import SlipwayTesting")
        if re.search(r"\bpublic\b", code) and not line.lstrip().startswith("import"):
            if re.match(r"^\s*public ", code):
                error(path, index + 1, "package, not public")


def check_everywhere(path, lines):
    if len(lines) > HARD_FILE:
        error(path, 1, f"{len(lines)} lines (at most {HARD_FILE})")
    elif len(lines) > SOFT_FILE:
        count(f"files of more than {SOFT_FILE} lines")
    if BAD_NAMES.search(path.name):
        error(path, 1, "name the file after what it holds")
    for index, line in enumerate(lines):
        match = FUNCTION.match(line)
        if match:
            check_function(path, lines, index, match)


def mirrored(sources, tests):
    names = {path.name for path in tests}
    for path, lines in sources:
        size = sum(1 for line in lines if line.strip() and not line.strip().startswith("//"))
        if size > 40 and path.stem + "Tests.swift" not in names:
            count("source files of more than 40 lines without a test file of their name")


def main():
    modules, sources = {}, []
    tests = sorted((ROOT / "Tests").rglob("*.swift"))
    for path in sorted((ROOT / "Sources").rglob("*.swift")):
        raw = path.read_text().splitlines()
        lines = blank_strings(raw)
        module = path.relative_to(ROOT / "Sources").parts[0]
        modules[module] = modules.get(module, 0) + len(raw)
        check_everywhere(path, lines)
        check_types(path, lines)
        check_words(path, lines, module)
        if module not in ("slipway", "SlipwayTesting"):
            sources.append((path, raw))
    for path in tests:
        check_everywhere(path, blank_strings(path.read_text().splitlines()))
    for module, size in modules.items():
        most = MODULE_EXCEPTIONS.get(module, HARD_MODULE)
        if size > most:
            errors.append(f"Sources/{module}: {size} lines (at most {most})")
        elif size > SOFT_MODULE:
            count(f"modules of more than {SOFT_MODULE} lines")
    mirrored(sources, tests)
    for what, many in sorted(soft.items()):
        print(f"  {many:4d} {what}")
    for line in errors:
        print(f"error: {line}", file=sys.stderr)
    print(f"house rules: {len(errors)} broken, {len(sources)} source files, {sum(modules.values())} lines")
    return 1 if errors else 0


sys.exit(main())
