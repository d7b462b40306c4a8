/// The pages as Mustache templates. Only `{{x}}`, which escapes; a test refuses the other form.
///
/// Where a story is shown again, `Page.storyMark` stands in its place; its bytes are escaped and written there by us.
enum Templates {
    static let layout = """
        <!doctype html>
        <html lang="{{code}}" dir="{{direction}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{t.site}}</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <a class="skip leave-first" href="/leave" rel="nofollow noreferrer">{{t.leave}}</a>
        <a class="skip" href="#main">{{t.skip}}</a>
        <header><a class="leave" href="/leave" rel="nofollow noreferrer">{{t.leave}}</a></header>
        <main id="main">
        {{$body}}{{/body}}
        </main>
        <footer>
        <p>{{t.footer.safety}}</p>
        <p>{{t.leave-note}}</p>
        <nav><a href="{{root}}">{{t.footer.start}}</a> <a href="{{root}}privacy">{{t.footer.privacy}}</a>{{#other}} <a href="{{href}}" lang="{{code}}" hreflang="{{code}}">{{name}}</a>{{/other}}</nav>
        </footer>
        </body>
        </html>
        """

    static let welcome = """
        {{<layout}}{{$body}}
        <h1>{{t.welcome.title}}</h1>
        <p class="lead">{{t.welcome.who}}</p>
        <p>{{readers}} {{t.welcome.languages}} {{report}}</p>
        <h2>{{t.welcome.names-head}}</h2>
        <p>{{t.welcome.names}}</p>
        <h2>{{t.welcome.choose-head}}</h2>
        <p>{{t.welcome.choose}}</p>
        <h2>{{t.welcome.back-head}}</h2>
        <p>{{t.welcome.back}}</p>
        <h2>{{t.welcome.legal-head}}</h2>
        <p>{{t.welcome.legal}}</p>
        <p><a class="button" href="{{root}}write">{{t.welcome.start}}</a></p>
        <p class="hint">{{t.welcome.time}}</p>
        {{/body}}{{/layout}}
        """

    static let write = """
        {{<layout}}{{$body}}
        {{#problem}}
        <div class="problem" role="alert">
        <h1>{{t.problem.title}}</h1>
        <p>{{problem}}</p>
        {{#kept}}<p>{{t.problem.kept-here}}</p>{{/kept}}
        </div>
        {{/problem}}
        {{^problem}}<h1>{{t.write.title}}</h1>{{/problem}}
        <form action="{{root}}send" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        <input type="hidden" name="nonce" value="{{nonce}}">
        <input type="hidden" name="token" value="{{token}}">
        <label for="story">{{t.write.story}}</label>
        <p class="hint" id="story-hint">{{t.write.story-hint}}</p>
        <textarea id="story" name="story" rows="16" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="story-hint">
        {{storyMark}}</textarea>
        <fieldset>
        <legend>{{t.write.uses}}</legend>
        <p class="hint">{{t.write.uses-hint}}</p>
        {{#uses}}
        <div class="choice"><input type="checkbox" id="use-{{id}}" name="use-{{id}}" value="yes"{{#ticked}} checked{{/ticked}}><label for="use-{{id}}">{{label}}</label></div>
        {{/uses}}
        </fieldset>
        <p class="hint">{{t.write.after}}</p>
        <button type="submit">{{t.write.send}}</button>
        </form>
        {{/body}}{{/layout}}
        """

    static let receipt = """
        {{<layout}}{{$body}}
        {{#added}}<h1>{{t.receipt.title-added}}</h1>
        <p>{{t.receipt.added}} {{t.receipt.added-uses}}</p>{{/added}}
        {{^added}}<h1>{{t.receipt.title}}</h1>{{/added}}
        <h2 id="code-head">{{t.receipt.code-head}}</h2>
        <p>{{t.receipt.code}}</p>
        <p class="code" aria-labelledby="code-head" id="receipt">{{code-words}}</p>
        <ol class="words" aria-hidden="true">{{#words}}<li>{{.}}</li>{{/words}}</ol>
        <h2>{{t.receipt.keep-head}}</h2>
        <p>{{t.receipt.keep}}</p>
        <h2>{{t.receipt.next-head}}</h2>
        <p>{{t.receipt.next}}</p>
        <h2>{{t.receipt.back-head}}</h2>
        <p>{{back}}</p>
        <h2>{{t.receipt.lost-head}}</h2>
        <p>{{t.receipt.lost}}</p>
        <p class="hint">{{t.receipt.done}}</p>
        {{/body}}{{/layout}}
        """

    static let notice = """
        {{<layout}}{{$body}}
        <h1>{{title}}</h1>
        {{#paragraphs}}<p>{{.}}</p>
        {{/paragraphs}}
        {{#again}}<p><a class="button" href="{{root}}write">{{t.problem.again}}</a></p>{{/again}}
        {{/body}}{{/layout}}
        """
}
