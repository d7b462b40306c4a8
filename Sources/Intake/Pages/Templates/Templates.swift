import HTML

/// The pages as Mustache templates.
///
/// Where words are shown again, `Page.mark` stands in their place; they are escaped and written there by us.
enum Templates {
    static let all = [
        "layout": layout, "group": group, "consent": consent, "hidden": hidden,
        "welcome": welcome, "before": before, "open-case": openCase, "write": write, "check": check, "unseen": unseen,
        "receipt": receipt, "known": known, "kept": kept, "ask-code": askCode, "status": status, "letters": letters,
        "texts": textPage, "answered": answered, "choices": choices, "withdraw": withdraw, "withdrawn": withdrawn,
        "to": to, "help": help, "privacy": privacy, "problem": problem, "missing": missing,
        "paper": paper, "paper-group": paperGroup, "paper-words": paperWords,
    ]

    /// The templates, parsed.
    static func parsed() throws -> HTMLTemplates { try HTMLTemplates(all) }

    /// The keys of the texts that the templates ask for.
    static let keys: Set<String> = Set(
        all.values.flatMap { template in
            template.split(separator: "{{t.").dropFirst().compactMap {
                $0.split(separator: "}}").first.map(String.init)
            }
        })
}

/// What every page has around it.
extension Templates {
    // The way out is the first thing in the tab order. `turn` leads to the same page in other languages; answers to
    // a form have none, since a link would leave the words behind.
    static let layout = """
        <!doctype html>
        <html lang="{{code}}" dir="{{direction}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{$tab}}{{/tab}}</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <header>
        <a class="leave" href="/leave" rel="nofollow noreferrer">{{t.frame.leave}}</a>
        <a class="skip" href="#main">{{t.frame.skip}}</a>
        {{#turn}}<nav aria-label="{{t.frame.languages}}">{{#links}}<a href="{{href}}" lang="{{code}}" hreflang="{{code}}">{{name}}</a>{{/links}}</nav>{{/turn}}
        </header>
        <main id="main">
        <p class="safety">{{t.frame.safety}}</p>
        {{$body}}{{/body}}
        </main>
        <footer>
        <p>{{t.frame.no-help-line}}</p>
        <nav aria-label="{{t.frame.pages}}"><a href="{{root}}help">{{t.frame.help}}</a><a href="{{root}}">{{t.frame.start}}</a><a href="{{root}}return">{{t.frame.return}}</a><a href="{{root}}privacy">{{t.frame.privacy}}</a></nav>
        </footer>
        </body>
        </html>
        """
}

/// The fields of forms, as partial templates.
extension Templates {
    /// A question with boxes to tick, or with one answer to choose; see `FieldGroup`.
    ///
    /// Every value is named for the level it stands on, since a missing one would be looked for in the level above.
    static let group = """
        <fieldset id="{{group-id}}"{{#has-note}} aria-describedby="{{group-id}}-note"{{/has-note}}>
        <legend class="head">{{question}}</legend>
        {{#has-note}}<p class="hint" id="{{group-id}}-note">{{note}}</p>{{/has-note}}
        {{#options}}
        <div class="choice">
        <input type="{{type}}" id="{{id}}" name="{{name}}" value="{{value}}"{{#checked}} checked{{/checked}}{{#has-hint}} aria-describedby="{{id}}-hint"{{/has-hint}}>
        <label for="{{id}}">{{label}}{{#has-hint}} <span class="hint" id="{{id}}-hint">{{hint}}</span>{{/has-hint}}</label>
        </div>
        {{/options}}
        </fieldset>
        """

    /// What may be done with a story: the fields of `ConsentChoices`, filled by `Pages.consentFields`.
    static let consent = """
        {{#consent}}
        {{#uses}}
        {{> group}}
        {{/uses}}
        <p class="box"><strong>{{t.consent.nothing}}</strong></p>
        {{#term}}
        {{> group}}
        {{/term}}
        {{#edits}}
        {{> group}}
        {{/edits}}
        {{#show-first}}
        {{> group}}
        {{/show-first}}
        <label class="head" for="credit">{{t.consent.credit}}</label>
        <p class="hint" id="credit-hint">{{t.consent.credit-hint}}</p>
        <input type="text" id="credit" name="credit" value="{{credit}}" maxlength="{{longest-name}}" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#name-problem}}problem {{/name-problem}}credit-hint">
        {{/consent}}
        """
}
