"""The accessibility tree of the page in Chromium: what a screen reader is given, in the order in which it reads."""


def tree(driver):
    """The nodes that are not ignored, depth first, as dictionaries of role, name, description and properties."""
    nodes = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    found = []

    def visit(node):
        if not node.get("ignored"):
            properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
            said = {key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")}
            found.append(said | {"properties": properties})
        for child in node.get("childIds", []):
            if child in by_id:
                visit(by_id[child])

    visit(nodes[0])
    return found


def faults(nodes, code=""):
    """What a person who hears the page would miss, as sentences."""
    wrong = []

    def of(*roles):
        return [node for node in nodes if node["role"] in roles]

    stops = of("link", "button", "textbox", "checkbox", "radio")
    if not stops or stops[0]["role"] != "link" or not stops[0]["name"]:
        wrong.append("the way out is not read first")
    for role in ("banner", "main", "contentinfo"):
        if len(of(role)) != 1:
            wrong.append(f"it has {len(of(role))} {role}")
    for node in of("link", "button", "textbox", "checkbox", "radio", "navigation", "group", "heading", "alert", "status"):
        if node["role"] in ("alert", "status"):
            continue
        if not node["name"].strip():
            wrong.append(f"a {node['role']} has no name")
    levels = [node["properties"].get("level") for node in of("heading")]
    if levels[:1] != [1] or levels.count(1) != 1:
        wrong.append(f"its headings are {levels}")
    if any(later > earlier + 1 for earlier, later in zip(levels, levels[1:])):
        wrong.append(f"a heading skips a level: {levels}")
    if of("alert"):
        for node in of("textbox"):
            if node["properties"].get("invalid") not in (None, "false"):
                continue
    # A label is read with its field: a field whose hint is not its description leaves it out.
    texts = " ".join(node["name"] for node in of("StaticText"))
    if code:
        words = code.split()
        if texts.count(code) != 1:
            wrong.append(f"the code is read {texts.count(code)} times")
        # Two neighbours: a single word of a code, such as "text", can stand on any page.
        spoken = texts.replace(code, "")
        for pair in map(" ".join, zip(words, words[1:])):
            if pair in spoken:
                wrong.append(f"the words {pair} are read beside the code")
    return wrong
