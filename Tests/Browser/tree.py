"""The accessibility tree of the page in Chromium: what a screen reader is given, in the order in which it reads."""


def tree(driver):
    """The nodes that are not ignored, depth first, as dictionaries of role, name, description and properties."""
    nodes = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    by_id = {node["nodeId"]: node for node in nodes}
    found = []

    def first(node):
        """The role of what is read first inside of a node."""
        for child in filter(None, map(by_id.get, node.get("childIds", []))):
            role = first(child) if child.get("ignored") else child["role"]["value"]
            if role:
                return role
        return ""

    def visit(node):
        if not node.get("ignored"):
            properties = {each["name"]: each["value"].get("value") for each in node.get("properties", [])}
            said = {key: node.get(key, {}).get("value", "") for key in ("role", "name", "description")}
            found.append(said | {"properties": properties, "first": first(node)})
        for child in node.get("childIds", []):
            if child in by_id:
                visit(by_id[child])

    visit(nodes[0])
    return found


def faults(nodes, code="", screens=1):
    """What a person who hears the page would miss, as sentences; `screens` of them stand on it."""
    wrong = []

    def of(*roles):
        return [node for node in nodes if node["role"] in roles]

    stops = of("link", "button", "textbox", "checkbox", "radio", "DisclosureTriangle")
    if not stops or stops[0]["role"] != "link" or not stops[0]["name"]:
        wrong.append("the way out is not read first")
    for role in ("banner", "main", "contentinfo"):
        if len(of(role)) != 1:
            wrong.append(f"it has {len(of(role))} {role}")
    for node in of("link", "button", "DisclosureTriangle", "textbox", "checkbox", "radio", "navigation", "group", "heading", "alert", "status"):
        # What is folded is a group too, and is named by the button that opens it.
        if node["role"] in ("alert", "status") or node["first"] == "DisclosureTriangle":
            continue
        if not node["name"].strip():
            wrong.append(f"a {node['role']} has no name")
    levels = [node["properties"].get("level") for node in of("heading")]
    if levels[:1] != [1] or levels.count(1) != screens:
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
