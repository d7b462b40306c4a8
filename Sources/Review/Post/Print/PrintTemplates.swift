import HTML

/// Letters, texts to look at and slips, as they are printed: black on white, large type, nothing that a mailroom sends back.
///
/// Well-formed as XML too.
enum PrintTemplates {
    static func all() throws -> HTMLTemplates { try HTMLTemplates(["post": post, "slip": slip]) }

    /// The writer's name and address are written by hand into the window: no program of ours ever has them.
    private static let post = """
        <!DOCTYPE html>
        <html lang="{{code}}" dir="{{direction}}">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(PrintStyle.hash)'; base-uri 'none'; form-action 'none'"/>
        <title>{{tab}}</title>
        <style>
        \(PrintStyle.text)
        </style>
        </head>
        <body>
        <section class="first">
        <p class="from">{{#address}}<span>{{line}}</span>{{/address}}</p>
        <p class="window"><span></span><span></span><span></span><span></span></p>
        <p class="mail">{{mail}}</p>
        {{#letter}}<p dir="auto">{{#lines}}<span>{{line}}</span>{{/lines}}</p>{{/letter}}
        {{#again}}<p>{{again}}</p>{{/again}}
        {{#key}}
        <div class="code">
        <h2>{{head}}</h2>
        <p>{{what}}</p>
        <p>{{new}} {{nothing}}</p>
        <ol class="words">{{#words}}<li>{{word}}</li>{{/words}}</ol>
        <p>{{read}}</p>
        </div>
        {{/key}}
        </section>
        {{#proof}}
        <section class="proof">
        <h1>{{head}}</h1>
        <p class="number">{{number}}: <b>{{check}}</b></p>
        <p>{{lead}}</p>
        <div class="text" lang="{{text-language}}">
        <h2 dir="auto">{{title}}</h2>
        {{#text}}<p dir="auto">{{#lines}}<span>{{line}}</span>{{/lines}}</p>{{/text}}
        </div>
        <p>{{credit-label}} <b>{{credit}}</b></p>
        {{#has-notes}}<p>{{notes-label}} {{notes}}</p>{{/has-notes}}
        </section>
        {{> slip}}
        {{/proof}}
        </body>
        </html>

        """

    private static let slip = """
        <section class="slip">
        <div class="pair">
        <div>
        <h2>{{slip-head}}</h2>
        <p class="number">{{number}}: <b>{{check}}</b></p>
        <p>{{slip}}</p>
        <p>{{not-yet}}</p>
        </div>
        <p class="to">{{#back}}<span>{{line}}</span>{{/back}}</p>
        </div>
        <ul>
        <li><span class="mark"></span><b>{{agree}}</b></li>
        <li><span class="mark"></span><b>{{change}}</b></li>
        <li><span class="mark"></span><b>{{refuse}}</b></li>
        </ul>
        <p>{{what-change}}</p>
        <p class="pen"></p>
        <p class="pen"></p>
        <p class="pen"></p>
        </section>
        """
}

/// US Letter, folded in three: the return address and the window lie where those of a number 10 envelope do.
enum PrintStyle {
    /// By this the page's policy knows its own style, as it stands between the two tags, and lets no other in.
    static let hash = "sha256-LkaGjNR0tsAPG0zLQxUzqfmj8Q12gi0YmdaLTSDEnFQ="
    // No sign in it means anything in HTML or in a template.
    static let text = """
        @page { size: 8.5in 11in; margin: 0.6in 0.8in 0.7in; @bottom-center { content: counter(page) " / " counter(pages);
          font: 11pt "Liberation Sans", Arial, Helvetica, sans-serif } }
        * { box-sizing: border-box; margin: 0; padding: 0 }
        html { color: #000; font: 14pt/1.4 "Liberation Sans", Arial, Helvetica, sans-serif }
        p { margin-bottom: 9pt; orphans: 2; widows: 2 }
        p span { display: block; min-height: 1.4em }
        h1 { font-size: 18pt; line-height: 1.2; margin-bottom: 8pt }
        h2 { font-size: 16pt; line-height: 1.2; margin-bottom: 6pt }
        ul, ol { list-style: none }
        .from { height: 1.25in; font-size: 12pt; line-height: 1.25 }
        .from span, .to span { min-height: 0 }
        .window { height: 1.15in; width: 4.2in; margin-bottom: 0.45in }
        .window span { height: 0.28in; min-height: 0; border-bottom: 0.75pt solid #000 }
        .mail { border: 1.5pt solid #000; padding: 4pt 8pt }
        .code { border: 1.5pt solid #000; padding: 6pt 10pt; break-inside: avoid }
        .words { display: flex; flex-wrap: wrap; counter-reset: word; margin-bottom: 6pt }
        .words li { width: 20%; font-weight: 700; counter-increment: word; padding-top: 4pt }
        .words li::before { content: counter(word) " "; font-weight: 400 }
        .proof { break-before: page }
        .text { border-block: 1.5pt solid #000; padding-block: 10pt 2pt; margin-bottom: 9pt }
        .number b { white-space: nowrap; font-family: "Liberation Mono", "Courier New", monospace; font-size: 17pt }
        .slip { break-before: page }
        .pair { display: flex }
        .pair div { width: 46%; padding-inline-end: 14pt }
        .to { width: 54%; align-self: flex-start; border: 1.5pt solid #000; padding: 6pt 8pt; font-size: 11.5pt; font-weight: 700 }
        .slip li { padding-block: 4pt; padding-inline: 26pt 0; position: relative }
        .mark { position: absolute; inset-inline-start: 0; top: 5pt; width: 16pt; height: 16pt; border: 1.4pt solid #000 }
        .pen { height: 24pt; border-bottom: 1pt solid #000; margin: 0 }
        """
}
