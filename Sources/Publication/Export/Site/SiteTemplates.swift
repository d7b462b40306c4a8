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
        <meta name="description" content="{{preview}}">
        <meta property="og:type" content="article">
        <meta property="og:title" content="{{title}}">
        <meta property="og:description" content="{{preview}}">
        <meta property="og:site_name" content="{{site}}">
        {{#address}}
        <meta property="og:url" content="{{address}}">
        {{/address}}
        {{#card}}
        <meta property="og:image" content="{{card}}">
        <meta property="og:image:alt" content="{{title}}">
        {{/card}}
        </head>
        <body>
        <nav lang="{{siteLanguage}}" dir="auto" aria-label="{{words.allStories}}">
        <a href="index.html">{{site}}</a>
        </nav>
        <main>
        <article>
        <header>
        <h1>{{title}}</h1>
        <p class="about" lang="{{words.language}}" dir="ltr"><span>{{month}}</span>{{#languageName}} <span><bdi \
        lang="{{language}}">{{languageName}}</bdi></span>{{/languageName}} <span>{{reading}}</span></p>
        {{#notes}}
        <div class="notes" role="note">
        <h2 lang="{{words.language}}">{{words.contentNotes}}</h2>
        <ul lang="{{language}}">
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
        {{#themes}}
        <p>{{words.campaigning.theme}}: {{#list}}{{^first()}}, {{/first()}}<a href="campaign-{{name}}.html" \
        lang="{{language}}"><bdi>{{theme}}</bdi></a>{{/list}}</p>
        {{/themes}}
        \(turn)
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
        {{#themes}}
        <nav class="themes" aria-label="{{words.campaigning.themes}}">
        <h2>{{words.campaigning.themes}}</h2>
        <ul>
        {{#list}}
        <li lang="{{language}}"><a href="campaign-{{name}}.html"><bdi>{{theme}}</bdi></a></li>
        {{/list}}
        </ul>
        </nav>
        {{/themes}}

        """

    /// What stands above the stories of a campaign.
    static let campaign = """
        <!doctype html>
        <html lang="{{words.language}}" dir="ltr">
        <head>
        \(head)
        <title>{{theme}}</title>
        <meta name="description" content="{{preview}}">
        <meta property="og:type" content="article">
        <meta property="og:title" content="{{theme}}">
        <meta property="og:description" content="{{preview}}">
        <meta property="og:site_name" content="{{site}}">
        {{#address}}
        <meta property="og:url" content="{{address}}">
        {{/address}}
        </head>
        <body class="list">
        <nav aria-label="{{words.allStories}}">
        <a href="index.html">{{site}}</a>
        </nav>
        <main>
        <header>
        <h1 lang="{{language}}"><bdi>{{theme}}</bdi></h1>
        </header>
        {{#parts}}
        <section class="asks" lang="{{language}}">
        {{#heading}}
        <h2 class="theme">{{heading}}</h2>
        {{/heading}}
        {{#demand}}
        {{^heading}}<h2>{{words.campaigning.demand}}</h2>{{/heading}}{{#heading}}<h3>{{words.campaigning.demand}}</h3>{{/heading}}
        <p class="demand">{{demand}}</p>
        {{/demand}}
        {{#steps}}
        {{^heading}}<h2>{{words.campaigning.steps}}</h2>{{/heading}}{{#heading}}<h3>{{words.campaigning.steps}}</h3>{{/heading}}
        <ul>
        {{#list}}
        <li>{{step}}{{#link}} <a href="{{link}}" rel="noreferrer">{{link}}</a>{{/link}}</li>
        {{/list}}
        </ul>
        {{/steps}}
        </section>
        {{/parts}}
        <h2 class="theirs">{{words.campaigning.stories}}</h2>

        """

    /// Buttons that a rule of style reads; where a browser does not know such rules they are not shown.
    static let choose = """
        <link rel="stylesheet" href="choose.css">
        <details class="choose">
        <summary>{{words.choosing.heading}}</summary>
        {{#groups}}
        <fieldset>
        <legend>{{heading}}</legend>
        <label><input type="radio" name="{{name}}" checked> {{any}}</label>
        {{#choices}}
        <label><input type="radio" name="{{name}}" id="{{id}}"> <bdi>{{words}}</bdi></label>
        {{/choices}}
        </fieldset>
        {{/groups}}
        {{#notes}}
        <fieldset>
        <legend>{{heading}}</legend>
        {{#choices}}
        <label><input type="checkbox" id="{{id}}"> <bdi>{{words}}</bdi></label>
        {{/choices}}
        </fieldset>
        {{/notes}}
        </details>

        """

    static let entry = """
        <li class="{{classes}}" lang="{{language}}" dir="{{direction}}">
        <h2><a href="{{id}}.html">{{title}}</a></h2>
        {{#notes}}
        <p class="notes" lang="{{language}}"><span lang="{{words.language}}">{{words.contentNotes}}:</span> {{line}}</p>
        {{/notes}}
        <p class="opening">{{opening}}</p>
        <p class="about" lang="{{words.language}}" dir="ltr">{{#languageName}}<span><bdi \
        lang="{{language}}">{{languageName}}</bdi></span> {{/languageName}}<span>{{reading}}</span></p>
        </li>

        """

    static let help = """
        <!doctype html>
        <html lang="{{words.language}}" dir="ltr">
        <head>
        \(head)
        <title>{{words.turning.heading}}</title>
        </head>
        <body>
        <nav aria-label="{{words.allStories}}">
        <a href="index.html">{{site}}</a>
        </nav>
        <main>
        <h1>{{words.turning.heading}}</h1>
        <div class="text plain">
        <p>{{words.turning.introduction}}</p>
        {{#countries}}
        <h2>{{name}}</h2>
        <p>{{words.turning.emergency}} <a href="tel:{{emergency}}">{{emergency}}</a></p>
        {{#services}}
        <h3>{{name}}</h3>
        <p>{{what}}</p>
        <ul class="ways">
        {{#call}}
        <li>{{words.turning.call}} <a href="tel:{{dial}}">{{call}}</a></li>
        {{/call}}
        {{#text}}
        <li><a href="sms:{{textDial}}">{{text}}</a></li>
        {{/text}}
        {{#chat}}
        <li>{{words.turning.chat}} <a href="{{chat}}" rel="noreferrer">{{chat}}</a></li>
        {{/chat}}
        </ul>
        {{/services}}
        {{/countries}}
        <p>{{words.turning.trace}}</p>
        </div>
        </main>
        </body>
        </html>

        """

    static let indexFoot = """
        </main>
        {{#hasFoot}}
        <footer>
        \(turn)
        {{#feeds.any}}
        <p>{{words.follow}} {{#feeds.links}}{{^first()}}, {{/first()}}<a href="{{path}}">{{name}}</a>{{/feeds.links}}</p>
        {{/feeds.any}}
        </footer>
        {{/hasFoot}}
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

    private static let turn = """
        {{#turn.any}}
        <p>{{#turn.page}}<a href="{{turn.page}}">{{words.turning.heading}}</a>{{/turn.page}}</p>
        {{#turn.address}}
        <p>{{words.turning.tellYours}} <a href="{{turn.address}}" rel="noreferrer">{{turn.address}}</a></p>
        {{/turn.address}}
        {{/turn.any}}
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
