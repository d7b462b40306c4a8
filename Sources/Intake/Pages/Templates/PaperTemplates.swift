/// The form for people inside: black on white, with nothing that a mailroom sends back.
///
/// Well-formed as XML too. On each side the upper part is kept and the lower part is sent; the line between them stands
/// at the same height on both, so that one tear parts the sheet.
extension Templates {
    static let paper = """
        <!DOCTYPE html>
        <html lang="{{code}}" dir="{{direction}}">
        <head>
        <meta charset="utf-8"/>
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '\(PaperStyle.hash)'; base-uri 'none'; form-action 'none'"/>
        <title>{{t.paper.tab}}</title>
        <style>
        \(PaperStyle.text)
        </style>
        </head>
        <body>
        {{#sheets}}
        <section class="side">
        <div class="kept">
        <h1>{{t.welcome.title}}</h1>
        <p>{{t.paper.lead}}</p>
        <div class="pair">
        <ol class="steps">
        <li>{{t.paper.step-write}}</li>
        <li>{{t.paper.step-fill}}</li>
        <li>{{t.paper.step-tear}}</li>
        <li>{{t.paper.step-send}}</li>
        </ol>
        <p class="address">{{#address}}<span>{{line}}</span>{{/address}}</p>
        </div>
        <p>{{t.paper.free}}</p>
        <div class="code">
        <h2>{{t.receipt.code-head}}</h2>
        <p>{{t.paper.code}}</p>
        {{> paper-words}}
        </div>
        </div>
        <p class="line">{{t.paper.line}}</p>
        <div class="sent">
        <div class="code">
        <h2>{{t.paper.sent-head}}</h2>
        <p>{{t.paper.sent}}</p>
        {{> paper-words}}
        </div>
        {{#uses}}
        {{> paper-group}}
        {{/uses}}
        <p><b>{{t.consent.nothing}}</b></p>
        {{#term}}
        {{> paper-group}}
        {{/term}}
        <p class="over">{{t.paper.over}}</p>
        </div>
        </section>
        <section class="side">
        <div class="kept">
        <h2>{{t.paper.mail-head}}</h2>
        <p>{{t.paper.mail}}</p>
        <h2>{{t.paper.case-head}}</h2>
        <p>{{t.paper.case}}</p>
        <h2>{{t.receipt.next-head}}</h2>
        <p>{{t.paper.next}} {{report}}</p>
        <h2>{{t.receipt.back-head}}</h2>
        <p>{{t.paper.back}}</p>
        {{#site}}<p>{{t.paper.site}} <b>{{where}}</b></p>{{/site}}
        <p>{{t.paper.back-not}}</p>
        </div>
        <p class="line">{{t.paper.line}}</p>
        <div class="sent">
        {{#edits}}
        {{> paper-group}}
        {{/edits}}
        {{#show-first}}
        {{> paper-group}}
        {{/show-first}}
        <div class="question">
        <h3>{{t.consent.credit}}</h3>
        <p>{{t.consent.credit-hint}}</p>
        <p class="pen"></p>
        </div>
        {{#questions}}
        {{> paper-group}}
        {{/questions}}
        </div>
        </section>
        {{/sheets}}
        </body>
        </html>

        """

    /// A question with boxes for a pen; see `FieldGroup`.
    static let paperGroup = """
        <div class="question {{group-id}}" data-name="{{group-id}}">
        <h3>{{question}}</h3>
        {{#has-note}}<p>{{note}}</p>{{/has-note}}
        <ul>
        {{#options}}
        <li data-name="{{id}}"><span class="mark {{type}}"></span><span><b>{{label}}</b>{{#has-hint}} {{hint}}{{/has-hint}}</span></li>
        {{/options}}
        </ul>
        {{#unmarked}}<p class="unmarked">{{t.paper.unmarked}} <i>{{answer}}</i></p>{{/unmarked}}
        </div>
        """

    static let paperWords = """
        <ol class="words">{{#words}}<li>{{word}}</li>{{/words}}</ol>
        """
}

/// The paper form's style: US Letter, large type, black only, and no font or picture from elsewhere.
///
/// Liberation Sans and Arial have letters of the same widths, so that what fits in one fits in the other.
enum PaperStyle {
    /// By this the page's policy knows its own style, as it stands between the two tags, and lets no other in.
    static let hash = "sha256-T8M8cNqFakJ/7RRsaKxI4SmViDSsJeMWVKEpZ5JmP+I="
    // No sign in it means anything in HTML or in a template.
    static let text = """
        @page { size: 8.5in 11in; margin: 0.45in 0.5in }
        * { box-sizing: border-box; margin: 0; padding: 0 }
        html { color: #000; font: 12.5pt/1.2 "Liberation Sans", Arial, Helvetica, sans-serif }
        .side { height: 10.05in; break-after: page; position: relative }
        .side:last-child { break-after: auto }
        .kept, .line, .sent { position: absolute; inset-inline: 0 }
        .side:nth-of-type(even) .kept { font-size: 11.75pt; line-height: 1.18 }
        .side:nth-of-type(even) h2 { margin-top: 4pt }
        .line { top: 3.74in; border-top: 1.5pt dashed #000; text-align: center; font-weight: 700; padding-top: 2pt }
        .sent { top: 4in }
        h1 { font-size: 18pt; line-height: 1.1; margin-bottom: 2pt }
        h2 { font-size: 13.5pt; margin-top: 6pt }
        h3 { font-size: 13pt; margin-top: 9pt }
        ul, .words { list-style: none }
        .pair { display: flex; margin: 5pt 0 }
        .steps { width: 56%; padding-inline-start: 18pt }
        .steps li { padding-bottom: 2pt; padding-inline-end: 10pt }
        .address { width: 44%; border: 1.5pt solid #000; padding: 5pt 8pt; font-size: 11.5pt }
        .address span { display: block; font-weight: 700 }
        .code { border: 1.5pt solid #000; padding: 4pt 8pt 5pt; margin-top: 5pt }
        .code h2 { margin: 0 }
        .words { display: flex; flex-wrap: wrap; counter-reset: word }
        .words li { width: 20%; font-size: 15pt; font-weight: 700; counter-increment: word; padding-top: 3pt }
        .words li::before { content: counter(word) " "; font-size: 12pt; font-weight: 400 }
        .question li { padding-block: 2.5pt; padding-inline-start: 22pt; position: relative }
        .mark { position: absolute; inset-inline-start: 0; top: 2pt; width: 15pt; height: 15pt; border: 1.3pt solid #000 }
        .radio { border-radius: 50% }
        .term li, .show-first li, .open-case li, .under-18 li { display: inline-block; margin-inline-end: 20pt }
        .over { text-align: end; font-weight: 700; margin-top: -1.2em }
        .pen { height: 24pt; border-bottom: 1pt solid #000 }
        """
}
