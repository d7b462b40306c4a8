/// The two pages of an export, as Mustache.
///
/// Every variable is escaped; there is no other kind in them.
enum PageTemplates {
    static let story =
        ScalarEscape.pragma + """
            <!doctype html>
            <html lang="{{language}}" dir="{{direction}}">
            <head>
            \(head)
            <title>{{title}}</title>
            </head>
            <body>
            <nav lang="{{words.language}}" dir="ltr" aria-label="{{words.allStories}}">
            <a href="index.html">{{words.allStories}}</a>
            </nav>
            <main>
            <article>
            <header>
            <h1>{{title}}</h1>
            <p class="month" lang="{{words.language}}" dir="ltr">{{month}}</p>
            {{#notes}}
            <div class="notes" role="note">
            <h2 lang="{{words.language}}">{{words.contentNotes}}</h2>
            <ul>
            {{#list}}
            <li>{{.}}</li>
            {{/list}}
            </ul>
            </div>
            {{/notes}}
            </header>
            <div class="text">
            {{#paragraphs}}
            <p>{{#lines}}{{^first()}}<br>{{/first()}}{{.}}{{/lines}}</p>
            {{/paragraphs}}
            </div>
            {{#credit}}
            <p class="credit">{{credit}}</p>
            {{/credit}}
            </article>
            </main>
            <footer lang="{{words.language}}" dir="ltr">
            <p>{{words.agreed}}</p>
            <p>{{words.pleaseLink}}</p>
            </footer>
            </body>
            </html>

            """

    static let index =
        ScalarEscape.pragma + """
            <!doctype html>
            <html lang="{{words.language}}" dir="ltr">
            <head>
            \(head)
            <title>{{words.stories}}</title>
            </head>
            <body>
            <main>
            <header>
            <h1>{{words.stories}}</h1>
            <p class="introduction">{{words.introduction}}</p>
            </header>
            {{^list}}
            <p>{{words.nothingYet}}</p>
            {{/list}}
            {{#list}}
            <ul class="stories">
            {{#stories}}
            <li lang="{{language}}" dir="{{direction}}">
            <a href="{{id}}.html">{{title}}</a>
            {{#notes}}
            <p class="notes"><span lang="{{words.language}}">{{words.contentNotes}}:</span> {{line}}</p>
            {{/notes}}
            </li>
            {{/stories}}
            </ul>
            {{/list}}
            </main>
            </body>
            </html>

            """

    // Before the title, which may be long: browsers look for the character set in the first 1,024 bytes only.
    // `file:` lets a page that was copied to a disk find its style sheet; nothing else is ever loaded.
    private static let head = """
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="referrer" content="no-referrer">
        <meta name="robots" content="noarchive">
        <meta http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'self' file:; base-uri 'none'; form-action 'none'">
        <link rel="stylesheet" href="style.css">
        """
}
