/// The zine's style: on paper a booklet's page, on a screen a column.
///
/// Black and grays only, so that any printer does.
struct ZineStyle {
    private let printing: Printing

    init(_ printing: Printing) { self.printing = printing }

    var text: String {
        // Points of the text, its large headings, its small print and its running heads.
        let (body, title, story, small, head) =
            printing.isLarge ? ("16pt", "30pt", "22pt", "14pt", "11pt") : ("10pt", "27pt", "17pt", "8.5pt", "7.5pt")
        return Self.screen + """
            @page {
              size: \(printing.size);
              margin: 17mm 15mm 18mm;
              @bottom-center { content: counter(page); font: \(head) \(Self.serif); }
            }
            @page :left { @top-left { content: string(zine); \(Self.running(head)) } }
            @page :right { @top-right { content: string(story); text-align: right; \(Self.running(head)) } }
            @page :first { @top-right { content: none; } @bottom-center { content: none; } }
            @page plain { @top-left { content: none; } @top-right { content: none; } }
              @page turn { margin: 11mm 12mm 14mm; @top-left { content: none; } @top-right { content: none; } }
            @media print {
              body { max-width: none; padding: 0; font-size: \(body); line-height: 1.45; hyphens: auto; hyphenate-limit-chars: 8 4 4; }
              .cover { page: plain; padding: 46mm 0 0; margin: 0; border-block-end: 0; break-after: page; }
              .cover h1 { font-size: \(title); padding-bottom: 6mm; border-bottom: 0.6pt solid #111; }
              .cover .mark { width: 22mm; height: 22mm; margin-bottom: 14mm; }
              h1 { string-set: zine attr(data-head); }
              h2 { font-size: \(story); padding-top: 12mm; margin-bottom: 4mm; string-set: story attr(data-head); }
              h3 { font-size: 1.1em; }
              .language { font-size: \(small); margin-bottom: 0; }
              .language + article h2 { padding-top: 8mm; }
              nav { page: plain; break-after: page; margin: 0; }
              nav a { padding: 0.8mm 0; text-decoration: none; }
              nav a::after { content: target-counter(attr(href), page); float: right; padding-left: 1em; }
              div.stories { break-before: page; }
              article { break-before: page; margin: 0; }
              div.stories > .language:first-child + article, div.stories > article:first-child { break-before: auto; }
              .text { margin-top: 6mm; }
              .about, .turn { break-before: page; margin: 0; }
              .turn { page: turn; font-size: \(printing.isLarge ? body : "7.8pt"); line-height: 1.28; hyphens: none; }
              .about h2, .turn h2 { font-size: \(printing.isLarge ? story : "14pt"); padding-top: 0; margin-bottom: 3mm; }
              .turn h3 { margin: 1.8mm 0 0.3mm; }
              .turn p { margin: 0 0 0.6mm; }
              .turn b { font-weight: 600; }
              .turn .take { border-top: 0.6pt solid #111; margin-top: 2.5mm; padding-top: 2mm; }
              .month, .numbers { font-size: \(small); font-variant-numeric: lining-nums; }
              .notes { font-size: 0.9em; }
              .notes, .about p, .turn p, nav li { break-inside: avoid; }
            }

            """
    }

    private static let serif = "Palatino, P052, Georgia, serif"

    private static func running(_ size: String) -> String {
        "font: italic \(size) \(serif); white-space: nowrap; overflow: hidden; text-overflow: ellipsis; width: 100%;"
    }

    private static let screen = """
        * { box-sizing: border-box; }
        html { background: #fff; color: #111; }
        body {
          max-width: 34rem;
          margin: 0 auto;
          padding: 1.5rem 1rem 4rem;
          font-family: "Iowan Old Style", "Palatino Linotype", Palatino, P052, Georgia, serif;
          font-size: 1.0625rem;
          line-height: 1.5;
          overflow-wrap: anywhere;
        }
        h1 { font-size: 2.25rem; font-weight: normal; line-height: 1.15; margin: 0 0 1rem; text-wrap: balance; }
        h2 { font-size: 1.375rem; font-weight: normal; line-height: 1.2; margin: 0 0 0.6rem; text-wrap: balance; }
        h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
        h1, h2, h3, .notes, .language { break-after: avoid; }
        p { margin: 0 0 0.7em; orphans: 3; widows: 3; }
        a { color: inherit; }
        .cover { padding: 4rem 0 3rem; border-block-end: 1pt solid #111; margin-block-end: 3rem; }
        .cover p { max-width: 24rem; font-style: italic; }
        .cover .by, .cover .month { margin: 2rem 0 0; font-style: normal; }
        .cover .by + .month { margin-top: 0; }
        .mark { display: block; width: 5rem; height: 5rem; margin: 0 0 2rem; color: #111; }
        .month, .numbers { font-size: 0.8125rem; color: #444; }
        .language { margin: 0 0 1rem; letter-spacing: 0.06em; color: #444; font-size: 0.875rem; }
        nav { margin-bottom: 4rem; }
        nav ol { margin: 0 0 1rem; padding: 0; list-style: none; }
        nav .language { margin: 1rem 0 0; text-align: left; }
        nav a { display: block; padding: 0.65rem 0; }
        article, .about { margin: 0 0 4.5rem; }
        .notes { max-width: 28rem; padding-inline-start: 0.7rem; border-inline-start: 2pt solid #111; font-size: 0.875rem; }
        .text { margin-top: 1.25rem; }
        .text p { white-space: pre-wrap; }
        .credit { font-style: italic; text-align: end; }
        .credit::before { content: "— "; }
        .turn p { margin: 0 0 0.25rem; }
        .lines { white-space: pre-line; }
        ul.numbers { margin: 0 0 1rem; padding: 0; columns: 2; list-style: none; }
        ul.numbers b { font-weight: normal; font-family: monospace; }

        """
}
