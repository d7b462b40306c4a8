import HTML

/// The pages as Mustache templates.
///
/// Where words are shown again, `Page.mark` stands in their place; they are escaped and written there by us.
enum Templates {
    static let all = [
        "layout": layout, "foot": help + privacy, "whose": whose, "host": host, "masthead": masthead, "group": group,
        "consent": consent, "credit": credit, "hidden": hidden, "to": to, "story": story, "open-case": openCase,
        "check": check, "unseen": unseen, "receipt": receipt, "known": known, "kept": kept, "ask-code": askCode,
        "status": status, "letters": letters, "texts": textPage, "answered": answered, "choices": choices,
        "history": history, "withdraw": withdraw, "withdrawn": withdrawn, "problem": problem, "missing": missing,
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
    // The way out is the first thing in the tab order. Help and what this site keeps open where they stand: no link leads
    // away from words that were typed. In other languages a page without words is a link, and one that holds something is a
    // button of its form, which carries it along. `enter` is what the Enter key presses in a field of one line: the first
    // button of its form, which would else be a language.
    static let layout = """
        <!doctype html>
        <html lang="{{code}}" dir="{{direction}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{$tab}}{{/tab}}</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body{{#holds}} class="holds"{{/holds}}>
        <header>
        <a class="leave" href="/leave" rel="nofollow noreferrer">{{t.frame.leave}}</a>
        {{#turn}}
        {{#enter}}<button class="unseen" type="submit" form="{{form}}" formaction="{{action}}"{{#has-act}} name="act" value="{{act}}"{{/has-act}} tabindex="-1" aria-hidden="true"></button>{{/enter}}
        <nav aria-label="{{t.frame.languages}}">
        {{#visiting}}<form id="{{form}}" action="{{action}}" method="post" autocomplete="off"><input type="hidden" name="visit" value="{{visit}}"></form>{{/visiting}}
        {{#links}}<a href="{{href}}" lang="{{code}}" hreflang="{{code}}">{{name}}</a>{{/links}}
        {{#buttons}}<button class="link" type="submit" form="{{form}}" formaction="{{href}}" lang="{{code}}">{{name}}</button>{{/buttons}}
        </nav>
        {{/turn}}
        </header>
        <main id="main">
        <p class="safety">{{t.frame.safety}}</p>
        {{$body}}{{/body}}
        </main>
        <footer>
        {{#stays}}<p>{{t.frame.stays}}</p>{{/stays}}
        <p>{{t.frame.no-help-line}}</p>
        {{foot}}
        {{#ways}}<nav aria-label="{{t.frame.pages}}"><a href="{{start}}">{{t.frame.start}}</a><a href="{{root}}return">{{t.frame.return}}</a></nav>{{/ways}}
        <p>{{t.frame.whose}}</p>
        </footer>
        </body>
        </html>
        """

    /// The same on every page of a language, and rendered once: `Pages.foot`.
    static let help = """
        <details id="help">
        <summary>{{t.frame.help}}</summary>
        <p>{{t.help.not}}</p>
        <p>{{t.help.trace}}</p>
        {{#countries}}
        <h2>{{country}}</h2>
        <ul class="help">
        <li><strong>{{t.help.danger}}</strong> <span>{{t.help.police}}</span> <a class="call" href="tel:{{emergency}}"><bdi>{{emergency}}</bdi></a></li>
        {{#services}}
        <li><strong>{{service}}</strong> <span>{{what}}</span>
        {{#call}}<a class="call" href="tel:{{dial}}">{{t.help.call}} <bdi>{{number}}</bdi></a>{{/call}}
        {{#text}}<a class="call" href="sms:{{dial}}">{{said}} <bdi>{{number}}</bdi></a>{{/text}}
        {{#chat}}<span>{{t.help.chat}} <a class="call away" href="{{address}}" rel="noreferrer">{{> host}}</a><b class="held">{{> host}}</b></span>{{/chat}}
        </li>
        {{/services}}
        </ul>
        {{/countries}}
        <h2>{{t.help.else-head}}</h2>
        <p>{{t.help.else}}</p>
        <h2>{{t.help.legal-head}}</h2>
        <p>{{t.help.legal}}</p>
        </details>
        """

    static let host = "{{#dotted}}{{part}}.<wbr>{{/dotted}}{{last}}"

    static let privacy = """
        <details id="privacy">
        <summary>{{t.frame.privacy}}</summary>
        <h2>{{t.privacy.story-head}}</h2>
        <p>{{t.privacy.story}}</p>
        <h2>{{t.privacy.day-head}}</h2>
        <p>{{t.privacy.day}}</p>
        <h2>{{t.privacy.cookie-head}}</h2>
        <p>{{t.privacy.cookie}}</p>
        <h2>{{t.privacy.traces-head}}</h2>
        <p>{{t.privacy.traces}}</p>
        <h2>{{t.privacy.back-head}}</h2>
        <p>{{t.privacy.back}}</p>
        </details>
        """

    /// Who answers for the pages, and how to reach them otherwise.
    static let whose = """
        <h2>{{t.whose.head}}</h2>
        <p>{{t.whose.about}}</p>
        <p>{{t.whose.contact}}</p>
        """

    /// The organization's name at the top, with its mark if it has one.
    static let masthead = """
        <p class="masthead">{{#emblem}}<svg class="emblem" viewBox="{{box}}" aria-hidden="true" focusable="false">{{#shapes}}<{{shape}}{{#attributes}} {{key}}="{{value}}"{{/attributes}}/>{{/shapes}}</svg>{{/emblem}} {{t.whose.name}}</p>
        """

    static let problem = """
        {{<layout}}{{$tab}}{{t.problem.tab}}{{/tab}}{{$body}}
        <h1>{{title}}</h1>
        <p class="lead">{{problem}}</p>
        {{#gone}}<p>{{t.problem.gone}}</p>
        <p class="act"><a class="button" href="{{root}}write">{{t.problem.again}}</a></p>{{/gone}}
        {{#returns}}<p class="act"><a class="button" href="{{root}}return">{{t.frame.return}}</a></p>{{/returns}}
        {{/body}}{{/layout}}
        """

    static let missing = """
        {{<layout}}{{$tab}}{{t.missing.tab}}{{/tab}}{{$body}}
        <h1>{{t.missing.title}}</h1>
        <p>{{problem}}</p>
        <p class="act"><a class="button" href="{{start}}">{{t.frame.start}}</a></p>
        {{/body}}{{/layout}}
        """
}

/// The fields of forms, as partial templates.
extension Templates {
    /// A question with boxes to tick, or with one answer to choose; see `FieldGroup`.
    ///
    /// Every value is named for the level it stands on, since a missing one would be looked for in the level above.
    static let group = """
        <fieldset id="{{group-id}}"{{#has-note}} aria-describedby="{{group-id}}-note"{{/has-note}}>
        <legend class="head">{{#is-title}}<h1>{{question}}</h1>{{/is-title}}{{^is-title}}{{question}}{{/is-title}}</legend>
        {{#has-note}}<p class="hint" id="{{group-id}}-note">{{note}}</p>{{/has-note}}
        {{#options}}
        <div class="choice">
        <input type="{{type}}" id="{{id}}" name="{{name}}" value="{{value}}"{{#checked}} checked{{/checked}}{{#has-hint}} aria-describedby="{{id}}-hint"{{/has-hint}}>
        <label for="{{id}}">{{label}}{{#has-hint}} <span class="hint" id="{{id}}-hint">{{hint}}</span>{{/has-hint}}</label>
        </div>
        {{/options}}
        {{#unmarked}}<p class="hint">{{t.consent.unmarked}} <strong>{{answer}}</strong></p>{{/unmarked}}
        </fieldset>
        """

    /// What may be done with a story, all at once: the fields of `ConsentChoices`, filled by `PageTexts.consentFields`.
    static let consent = """
        {{#consent}}
        {{#uses}}{{> group}}{{/uses}}
        <p class="box"><strong>{{t.consent.nothing}}</strong></p>
        {{#term}}{{> group}}{{/term}}
        {{#show-first}}{{> group}}{{/show-first}}
        {{#edits}}{{> group}}{{/edits}}
        {{#name}}{{> credit}}{{/name}}
        {{/consent}}
        """

    static let credit = """
        <label class="head" for="credit">{{t.consent.credit}}</label>
        <p class="hint" id="credit-hint">{{t.consent.credit-hint}}</p>
        <input type="text" id="credit" name="credit" value="{{credit}}" maxlength="{{longest-name}}" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" {{#name-problem}}aria-invalid="true" {{/name-problem}}aria-describedby="{{#name-problem}}problem {{/name-problem}}credit-hint">
        """

    /// What a form carries on unseen; the words last, with a mark in their place.
    static let hidden = """
        {{#hidden}}
        <input type="hidden" name="{{field}}" value="{{content}}">
        {{/hidden}}
        {{#has-words}}
        <input type="hidden" name="story" value="{{mark}}">
        {{/has-words}}
        """

    /// A button that leads from one page of a visit to another.
    static let to = """
        <form class="plain" action="{{root}}{{place}}" method="post" autocomplete="off">
        <input type="hidden" name="visit" value="{{visit}}">
        {{#has-act}}<input type="hidden" name="act" value="{{act}}">{{/has-act}}
        <button class="{{look}}" type="submit">{{label}}</button>
        </form>
        """
}
