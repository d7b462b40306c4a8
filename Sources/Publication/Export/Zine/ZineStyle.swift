/// The zine's style: on paper half a letter sheet, on a screen a column.
enum ZineStyle {
    static let text = """
        @page {
          size: 5.5in 8.5in;
          margin: 16mm 15mm 18mm;
          @bottom-center { content: counter(page); font: 8pt Palatino, P052, Georgia, serif; }
        }
        @page :first { @bottom-center { content: none; } }
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
        h1 { font-size: 2.25rem; font-weight: normal; line-height: 1.15; margin: 0 0 1rem; }
        h2 { font-size: 1.375rem; font-weight: normal; line-height: 1.2; margin: 0 0 0.6rem; }
        h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
        h1, h2, h3, .notes { break-after: avoid; }
        p { margin: 0 0 0.7em; orphans: 3; widows: 3; }
        a { color: inherit; }
        .cover { padding: 5rem 0 3rem; border-block-end: 1pt solid #111; margin-block-end: 3rem; }
        .cover p { max-width: 24rem; font-style: italic; }
        .cover .month { margin: 2rem 0 0; font-style: normal; }
        .month, .number { font-size: 0.8125rem; color: #444; }
        nav { margin-bottom: 4rem; }
        nav ol { margin: 0; padding: 0; list-style: none; }
        nav a { display: block; padding: 0.65rem 0; }
        article { margin: 0 0 4.5rem; }
        .notes { max-width: 28rem; padding-inline-start: 0.7rem; border-inline-start: 2pt solid #111; font-size: 0.875rem; }
        .text { margin-top: 1.25rem; }
        .text p { white-space: pre-wrap; }
        .credit { font-style: italic; text-align: end; }
        .credit::before { content: "— "; }
        .number { margin-top: 1.75rem; }
        ul.numbers { margin: 0; padding: 0; columns: 2; list-style: none; font-family: monospace; font-size: 0.8125rem; }
        @media print {
          body { max-width: none; padding: 0; font-size: 10pt; line-height: 1.45; hyphens: auto; }
          .cover { padding: 52mm 0 6mm; margin: 0; break-after: page; }
          h1 { font-size: 27pt; }
          h2 { font-size: 17pt; padding-top: 14mm; margin-bottom: 4mm; }
          h3 { font-size: 11pt; }
          nav { break-after: page; margin: 0; }
          nav a { padding: 0.8mm 0; text-decoration: none; }
          nav a::after { content: target-counter(attr(href), page); float: right; padding-left: 1em; }
          article { break-before: page; margin: 0; }
          article:first-child { break-before: auto; }
          .text { margin-top: 6mm; }
          footer { break-before: page; }
          .month, .number { font-size: 8pt; font-variant-numeric: lining-nums; }
          .notes { font-size: 9pt; }
          .notes, .number, footer p, nav li { break-inside: avoid; }
        }

        """
}
