/// The one style sheet: system fonts, no pictures, light and dark, paper.
enum Style {
    static let sheet = """
        :root{color-scheme:light dark;--ink:#1d2327;--paper:#fdfcf9;--soft:#5a646b;--line:#b9c0c2;--accent:#1f5f5b;
        --on-accent:#fff;--tint:#eef3f1;--leave:#8c2f1b;--on-leave:#fff;--warn:#fbf1e3}
        @media(prefers-color-scheme:dark){:root{--ink:#e9e7e1;--paper:#15191b;--soft:#a9b2b5;--line:#4b565b;
        --accent:#8fd0c8;--on-accent:#10201f;--tint:#1e2628;--leave:#f0a795;--on-leave:#2b0f08;--warn:#2b241a}}
        *{box-sizing:border-box}
        html{font:1.125rem/1.6 system-ui,"Segoe UI",Roboto,"Noto Sans",Ubuntu,sans-serif;scroll-padding-top:5rem;
        -webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
        header{position:sticky;top:0;z-index:1;display:flex;justify-content:flex-end;padding:.5rem 1rem;
        background:var(--paper);border-bottom:1px solid var(--line)}
        main,footer{max-width:36rem;margin:0 auto;padding:1.5rem 1rem}
        h1{font-size:1.75rem;line-height:1.25;margin:.5rem 0 1rem}
        h2{font-size:1.2rem;line-height:1.35;margin:2rem 0 .25rem}
        p{margin:.5rem 0 1rem}
        a{color:var(--accent)}
        .lead{font-size:1.2rem}
        .hint,footer{color:var(--soft)}
        .hint{font-size:1rem}
        .button,button,.leave{display:inline-block;min-height:2.75rem;padding:.55rem 1.4rem;font:inherit;font-weight:600;
        line-height:1.6;border:2px solid transparent;border-radius:.4rem;text-decoration:none;cursor:pointer}
        .button,button{color:var(--on-accent);background:var(--accent)}
        .leave{color:var(--on-leave);background:var(--leave);padding:.35rem 1rem}
        .skip{position:absolute;left:-99rem;top:0;z-index:2;padding:.6rem 1rem;background:var(--paper)}
        .skip:focus{left:0}
        :focus-visible{outline:3px solid var(--accent);outline-offset:3px}
        label,legend{font-weight:600}
        textarea{display:block;width:100%;padding:.75rem;font:inherit;color:inherit;background:var(--tint);
        border:2px solid var(--soft);border-radius:.4rem;resize:vertical}
        fieldset{margin:2rem 0 1rem;padding:0;border:0;min-width:0}
        legend{padding:0;font-size:1.2rem}
        .choice{display:flex;gap:.75rem;align-items:flex-start;min-height:2.75rem;padding:.35rem 0}
        .choice input{flex:none;width:1.6rem;height:1.6rem;margin:.1rem 0 0;accent-color:var(--accent)}
        .choice label{flex:1;font-weight:400;padding:.05rem 0}
        .problem{padding:.5rem 1rem;margin-bottom:1.5rem;background:var(--warn);border-left:.4rem solid var(--leave)}
        .code{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .words{columns:2;column-gap:1.5rem;margin:1rem 0;padding:1rem 1rem 1rem 3rem;font-size:1.35rem;font-weight:600;
        line-height:1.8;background:var(--tint);border:2px solid var(--line);border-radius:.4rem}
        .words li::marker{font-weight:400;color:var(--soft)}
        footer{margin-top:2rem;border-top:1px solid var(--line);font-size:1rem}
        nav a{display:inline-block;padding:.55rem 1rem .55rem 0;min-height:2.75rem}
        @media(max-width:22rem){.words{columns:1}}
        @media print{header,footer,.skip{display:none}main{max-width:none;padding:0}body{color:#000;background:#fff}
        .words{background:none;border-color:#000;break-inside:avoid}}
        """
}
