/// The pages of the site, as Mustache.
///
/// Every variable is escaped; there is no other kind in them.
enum SiteTemplates {
    /// The words of a story and the name under them, on the site and in the zine.
    static let text = """
        <div class="text">
        {{#paragraphs}}
        <p>{{#lines}}{{^first()}}<br>{{/first()}}{{.}}{{/lines}}</p>
        {{/paragraphs}}
        </div>
        {{#credit}}
        <p class="credit">{{credit}}</p>
        {{/credit}}
        """

    static let story = """
        <!doctype html>
        <html lang="{{language}}" dir="{{direction}}">
        <head>
        \(head)
        {{#feeds.links}}
        <link rel="alternate" type="{{type}}" title="{{name}}" href="{{path}}">
        {{/feeds.links}}
        <title>{{title}}</title>
        </head>
        <body>
        <nav lang="{{siteLanguage}}" dir="auto" aria-label="{{words.allStories}}">
        <a href="index.html">{{site}}</a>
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
        \(text)
        </article>
        </main>
        <footer lang="{{words.language}}" dir="ltr">
        <p>{{words.agreed}} <a href="{{id}}-agreed.html">{{words.howAgreed}}</a></p>
        <p>{{words.pleaseLink}}</p>
        <p class="back"><a href="index.html">{{words.allStories}}</a></p>
        </footer>
        </body>
        </html>

        """

    static let agreement = """
        <!doctype html>
        <html lang="{{words.language}}" dir="ltr">
        <head>
        \(head)
        <title>{{words.howAgreed}}</title>
        </head>
        <body>
        <nav aria-label="{{words.allStories}}">
        <a href="index.html">{{site}}</a> <a href="{{id}}.html">{{words.backToStory}}</a>
        </nav>
        <main>
        <article>
        <header>
        <h1>{{words.howAgreed}}</h1>
        <p class="of" lang="{{language}}" dir="{{direction}}"><cite>{{title}}</cite></p>
        </header>
        <div class="text plain">
        <p>{{chose}}</p>
        <p>{{read}}</p>
        {{#saw}}
        <p>{{saw}}</p>
        {{/saw}}
        <p>{{words.agreement.changed}}</p>
        <p>{{words.agreement.mindBefore}}</p>
        <h2>{{words.agreement.checkHeading}}</h2>
        <p>{{words.agreement.check}}</p>
        <dl>
        <dt>{{words.agreement.fingerprint}}</dt>
        <dd><code>{{#fingerprint}}{{.}} {{/fingerprint}}</code></dd>
        </dl>
        </div>
        </article>
        </main>
        </body>
        </html>

        """

    static let indexHead = """
        <!doctype html>
        <html lang="{{words.language}}" dir="ltr">
        <head>
        \(head)
        {{#feeds.links}}
        <link rel="alternate" type="{{type}}" title="{{name}}" href="{{path}}">
        {{/feeds.links}}
        <title>{{title}}</title>
        </head>
        <body class="list">
        <main>
        <header>
        <h1>{{title}}</h1>
        <p class="introduction">{{words.introduction}}</p>
        </header>

        """

    static let entry = """
        <li lang="{{language}}" dir="{{direction}}">
        <a href="{{id}}.html">{{title}}</a>
        {{#notes}}
        <p class="notes"><span lang="{{words.language}}">{{words.contentNotes}}:</span> {{line}}</p>
        {{/notes}}
        </li>

        """

    static let indexFoot = """
        </main>
        {{#feeds.any}}
        <footer>
        <p>{{words.follow}} {{#feeds.links}}{{^first()}}, {{/first()}}<a href="{{path}}">{{name}}</a>{{/feeds.links}}</p>
        </footer>
        {{/feeds.any}}
        </body>
        </html>

        """

    static let gone = """
        <!doctype html>
        <html lang="{{first.language}}" dir="ltr">
        <head>
        \(head)
        <meta name="robots" content="noindex">
        <title>{{first.title}}</title>
        </head>
        <body>
        <nav aria-label="{{first.allStories}}">
        <a href="index.html">{{site}}</a>
        </nav>
        <main>
        <h1>{{first.title}}</h1>
        <p>{{first.text}}</p>
        {{#others}}
        <section lang="{{language}}">
        <h2>{{title}}</h2>
        <p>{{text}}</p>
        </section>
        {{/others}}
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
