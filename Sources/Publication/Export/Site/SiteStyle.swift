/// The one style sheet: a printed page's calm, in the reader's own fonts, by day, by night and on paper, where what asks
/// to be followed is left out.
///
/// No comment stands in it: an export says nothing about itself but what its readers need.
enum SiteStyle {
    static let text = """
        :root {
          color-scheme: light dark;
          --paper: #fbf8f2;
          --ink: #23201b;
          --quiet: #655d52;
          --rule: #d9d0c1;
          --link: #7c2d26;
          --note: #f3ecdf;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --paper: #191714;
            --ink: #e8e2d6;
            --quiet: #aaa194;
            --rule: #403a31;
            --link: #e6a892;
            --note: #24211c;
          }
        }
        * { box-sizing: border-box; }
        html { background: var(--paper); color: var(--ink); text-size-adjust: 100%; }
        body {
          max-width: 37rem;
          margin: 0 auto;
          padding: 1.5rem 1rem 4rem;
          font-family: "Iowan Old Style", "Palatino Linotype", Palatino, P052, Georgia, serif;
          font-size: 1.0625rem;
          line-height: 1.6;
          overflow-wrap: anywhere;
        }
        @media (min-width: 40rem) {
          body { padding: 3.5rem 1rem 6rem; font-size: 1.1875rem; }
        }
        a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.2em; }
        a:hover { text-decoration-thickness: 2px; }
        a:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
        nav, footer, .about, .notes, .choose { font-size: 0.875rem; line-height: 1.5; }
        nav a { display: inline-block; padding: 0.8rem 0; }
        h1 {
          margin: 2rem 0 0.5rem;
          font-size: 1.75rem;
          font-weight: normal;
          line-height: 1.2;
          text-wrap: balance;
        }
        @media (min-width: 40rem) {
          h1 { margin-top: 3rem; font-size: 2.25rem; }
        }
        .about { margin: 0; color: var(--quiet); }
        .about span { white-space: nowrap; }
        .about span:not(:last-child)::after { content: " ·" / ""; }
        [dir="rtl"] .about, [dir="rtl"] nav { text-align: right; }
        article .notes {
          margin: 1.75rem 0 0;
          padding: 0.75rem 1rem;
          background: var(--note);
          border-inline-start: 3px solid var(--link);
        }
        .notes h2 { margin: 0; font-size: inherit; font-weight: bold; }
        .notes ul { display: flex; flex-wrap: wrap; column-gap: 0.5em; margin: 0; padding: 0; list-style: none; }
        .notes li + li::before { content: "·" / ""; margin-inline-end: 0.5em; }
        .text { margin-top: 2.25rem; }
        .text p { margin: 0 0 1.1em; white-space: pre-wrap; hyphens: auto; text-wrap: pretty; hanging-punctuation: first; }
        .credit { margin: 2rem 0 0; font-style: italic; text-align: end; }
        .credit::before { content: "— " / ""; }
        footer { margin-top: 3rem; padding-top: 1.25rem; border-top: 1px solid var(--rule); color: var(--quiet); }
        footer p { max-width: 27rem; margin: 0 0 0.5rem; }
        .list footer { margin-top: 0; border-top: 0; }
        .back a { display: inline-block; padding: 0.8rem 0; }
        nav a + a { margin-inline-start: 1.25rem; }
        main h2 { margin: 2.25rem 0 0.5rem; font-size: 1.1875em; font-weight: bold; line-height: 1.3; }
        .of { margin: 0; color: var(--quiet); }
        .text.plain p { white-space: normal; }
        dl { margin: 1.5rem 0 0; padding: 0.75rem 1rem; background: var(--note); font-size: 0.875rem; }
        dt { color: var(--quiet); }
        dd { margin: 0.25rem 0 0; }
        dd code { display: block; max-width: 37ch; }
        code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; overflow-wrap: normal; }
        .introduction { margin: 0; color: var(--quiet); }
        .stories { margin: 2.5rem 0 0; padding: 0; list-style: none; border-top: 1px solid var(--rule); }
        .stories li { padding: 1.25rem 0; border-bottom: 1px solid var(--rule); }
        .stories h2 { margin: 0; font-weight: normal; text-wrap: balance; }
        .stories a { display: inline-block; }
        .stories .notes { max-width: 27rem; margin: 0.25rem 0 0; color: var(--quiet); }
        .stories .opening { margin: 0.25rem 0 0.35rem; }
        .themes h2, .theirs { margin-bottom: 0; }
        .themes ul { display: flex; flex-wrap: wrap; gap: 0 1.5rem; margin: 0; padding: 0; list-style: none; }
        .themes ~ .choose { margin-top: 0; }
        .demand { margin: 0; font-size: 1.125em; line-height: 1.45; text-wrap: pretty; }
        .asks + .asks { margin-top: 2.5rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
        .asks .theme { margin: 0; font-size: 1.5em; font-weight: normal; text-wrap: balance; }
        .asks ul { margin: 0; padding-inline-start: 1.25em; }
        .asks li { margin: 0 0 0.5rem; }
        .asks li a { display: block; width: fit-content; padding: 0.4rem 0; }
        .theirs + .stories { margin-top: 1rem; }
        .choose { margin: 2rem 0 0; }
        .choose summary { display: inline-block; padding: 0.8rem 0; cursor: pointer; color: var(--link); text-decoration: underline; text-underline-offset: 0.2em; text-decoration-thickness: 1px; }
        .choose fieldset { display: flex; flex-wrap: wrap; gap: 0 1.25rem; margin: 0 0 0.5rem; padding: 0; border: 0; }
        .choose legend { padding: 0; color: var(--quiet); }
        .choose label { display: inline-flex; align-items: center; gap: 0.5em; min-height: 2.75rem; }
        .choose input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--link); }
        .choose :focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; }
        @supports not selector(:has(a)) { .choose { display: none; } }
        h3 { margin: 1.5rem 0 0.25rem; font-size: 1em; }
        .ways { margin: 0 0 1.1em; padding: 0; list-style: none; }
        .ways a { display: inline-block; padding: 0.6rem 0; }
        @page { margin: 22mm 24mm; }
        @media print {
          :root {
            color-scheme: light;
            --paper: #fff;
            --ink: #000;
            --quiet: #333;
            --rule: #999;
            --link: #000;
            --note: transparent;
          }
          body { max-width: 34em; padding: 0; font-size: 11.5pt; line-height: 1.5; }
          nav, footer a, footer p + p, .list footer, .choose { display: none; }
          h1 { margin-top: 0; }
          h1, h2, h3, header .about, header .notes { break-after: avoid; }
          p { orphans: 3; widows: 3; }
          .notes, footer, .stories li { break-inside: avoid; }
          a { text-decoration: none; }
        }

        """
}
