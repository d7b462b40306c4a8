import Mustache

/// The pages as Mustache templates.
///
/// Only `{{x}}`, which escapes; a test refuses the other form.
///
/// Where words are shown again, `Page.mark` stands in their place; they are escaped and written there by us.
enum Templates {
    static let all = [
        "layout": layout, "welcome": welcome, "write": write, "receipt": receipt, "problem": problem,
        "missing": missing, "privacy": privacy,
    ]

    /// The templates, parsed.
    static func library() throws -> MustacheLibrary {
        MustacheLibrary(templates: try all.mapValues { try MustacheTemplate(string: $0) })
    }

    /// The keys of the texts that the templates ask for.
    static let keys: Set<String> = Set(
        all.values.flatMap { template in
            template.split(separator: "{{t.").dropFirst().compactMap {
                $0.split(separator: "}}").first.map(String.init)
            }
        })

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
        {{$body}}{{/body}}
        </main>
        <footer>
        <p>{{t.frame.safety}}</p>
        <p>{{t.frame.no-help-line}}</p>
        <nav aria-label="{{t.frame.pages}}"><a href="{{root}}">{{t.frame.start}}</a><a href="{{root}}privacy">{{t.frame.privacy}}</a></nav>
        </footer>
        </body>
        </html>
        """

    static let welcome = """
        {{<layout}}{{$tab}}{{t.welcome.tab}}{{/tab}}{{$body}}
        <h1>{{t.welcome.title}}</h1>
        <p class="lead">{{t.welcome.who}}</p>
        <section class="box">
        <h2>{{t.welcome.safe-head}}</h2>
        <p>{{t.welcome.safe}}</p>
        </section>
        <h2>{{t.welcome.readers-head}}</h2>
        <p>{{t.welcome.readers}}</p>
        <p>{{t.welcome.languages}} {{report}}</p>
        <h2>{{t.welcome.names-head}}</h2>
        <p>{{t.welcome.names}}</p>
        <h2>{{t.welcome.choose-head}}</h2>
        <p>{{t.welcome.choose}}</p>
        <h2>{{t.welcome.back-head}}</h2>
        <p>{{t.welcome.back-can}}</p>
        <p>{{t.welcome.back-not}}</p>
        <h2>{{t.welcome.legal-head}}</h2>
        <p>{{t.welcome.legal}}</p>
        <p class="act"><a class="button" href="{{root}}write">{{t.welcome.start}}</a></p>
        <p class="hint">{{t.welcome.time}}</p>
        {{/body}}{{/layout}}
        """

    static let write = """
        {{<layout}}{{$tab}}{{^problem}}{{t.write.tab}}{{/problem}}{{#problem}}{{t.problem.tab}}{{/problem}}{{/tab}}{{$body}}
        {{#problem}}
        <div class="box problem" role="alert" id="problem">
        <h1>{{t.problem.title}}</h1>
        <p>{{problem}}</p>
        {{#kept}}<p>{{t.problem.kept}} <a href="#story">{{t.problem.to-words}}</a></p>{{/kept}}
        </div>
        {{/problem}}
        {{^problem}}
        <h1>{{t.write.title}}</h1>
        <p>{{t.write.before}}</p>
        {{/problem}}
        <form action="{{root}}send" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        <input type="hidden" name="nonce" value="{{nonce}}">
        <input type="hidden" name="token" value="{{token}}">
        <label class="head" for="story">{{t.write.story}}</label>
        <p class="hint" id="story-hint">{{t.write.story-hint}}</p>
        <textarea id="story" name="story" rows="14" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#problem}}problem {{/problem}}story-hint">
        {{mark}}</textarea>
        <p class="hint">{{t.write.spelling}}</p>
        <fieldset aria-describedby="uses-hint">
        <legend class="head">{{t.write.uses}}</legend>
        <p class="hint" id="uses-hint">{{t.write.uses-hint}}</p>
        {{#uses}}
        <div class="choice">
        <input type="checkbox" id="use-{{id}}" name="use-{{id}}" value="yes"{{#ticked}} checked{{/ticked}} aria-describedby="hint-{{id}}">
        <label for="use-{{id}}">{{label}} <span class="hint" id="hint-{{id}}">{{hint}}</span></label>
        </div>
        {{/uses}}
        </fieldset>
        <p>{{t.write.after}}</p>
        <p class="act"><button type="submit">{{t.write.send}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    // The list is for eyes; a screen reader hears the same ten words once, without numbers between them.
    static let receipt = """
        {{<layout}}{{$tab}}{{t.receipt.tab}}{{/tab}}{{$body}}
        {{#added}}
        <h1>{{t.receipt.title-added}}</h1>
        <p class="lead">{{t.receipt.added}}</p>
        <p>{{t.receipt.added-uses}}</p>
        {{/added}}
        {{^added}}
        <h1>{{t.receipt.title}}</h1>
        <p class="lead">{{t.receipt.thanks}}</p>
        {{/added}}
        <section class="box">
        <h2 id="code-head">{{t.receipt.code-head}}</h2>
        <p>{{t.receipt.code}}</p>
        <p class="unseen"><output id="receipt" aria-labelledby="code-head">{{mark}}</output></p>
        <ol class="words" aria-hidden="true">{{mark}}</ol>
        </section>
        <h2>{{t.receipt.keep-head}}</h2>
        <p>{{t.receipt.keep}}</p>
        <p>{{t.receipt.keep-not}}</p>
        <h2>{{t.receipt.next-head}}</h2>
        <p>{{t.receipt.next}}</p>
        <h2>{{t.receipt.back-head}}</h2>
        <p>{{t.receipt.back-can}}</p>
        <p>{{t.receipt.back-not}}</p>
        <h2>{{t.receipt.lost-head}}</h2>
        <p>{{t.receipt.lost}}</p>
        <h2>{{t.receipt.done-head}}</h2>
        <p>{{t.receipt.done}}</p>
        {{/body}}{{/layout}}
        """

    static let problem = """
        {{<layout}}{{$tab}}{{t.problem.tab}}{{/tab}}{{$body}}
        <h1>{{t.problem.title}}</h1>
        <p class="lead">{{problem}}</p>
        <p>{{t.problem.gone}}</p>
        <p class="act"><a class="button" href="{{root}}write">{{t.problem.again}}</a></p>
        {{/body}}{{/layout}}
        """

    static let missing = """
        {{<layout}}{{$tab}}{{t.missing.tab}}{{/tab}}{{$body}}
        <h1>{{t.missing.title}}</h1>
        <p>{{problem}}</p>
        <p class="act"><a class="button" href="{{root}}">{{t.frame.start}}</a></p>
        {{/body}}{{/layout}}
        """

    static let privacy = """
        {{<layout}}{{$tab}}{{t.privacy.tab}}{{/tab}}{{$body}}
        <h1>{{t.privacy.title}}</h1>
        <h2>{{t.privacy.story-head}}</h2>
        <p>{{t.privacy.story}}</p>
        <h2>{{t.privacy.day-head}}</h2>
        <p>{{t.privacy.day}}</p>
        <h2>{{t.privacy.cookie-head}}</h2>
        <p>{{t.privacy.cookie}}</p>
        <h2>{{t.privacy.traces-head}}</h2>
        <p>{{t.privacy.traces}}</p>
        <h2>{{t.privacy.backups-head}}</h2>
        <p>{{t.privacy.backups}}</p>
        {{/body}}{{/layout}}
        """
}
