/// The one style sheet: the system's own fonts, no picture, light and dark, and paper.
enum StyleSheet {
    // Lines of 45 to 80 characters come from the width of `main`; what a finger has to meet is 44 px or more.
    static let text = """
        :root{color-scheme:light dark;--ink:#23292b;--paper:#faf8f3;--soft:#566065;--line:#d5d3ca;--deep:#24595a;
        --on-deep:#fff;--tint:#efeee6;--field:#fff;--leave:#7d3327;--warn:#f8ead9}
        @media(prefers-color-scheme:dark){:root{--ink:#e6e4dd;--paper:#171b1c;--soft:#a8b0b1;--line:#3a4345;
        --deep:#93cdc6;--on-deep:#10201f;--tint:#1f2526;--field:#101415;--leave:#b0523f;--warn:#33281b}}
        *,*::before{box-sizing:border-box}
        html{font:1.125rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,sans-serif;
        scroll-padding:5.5rem 0 2rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
        header{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line);
        display:flex;flex-direction:row-reverse;justify-content:space-between;align-items:center;gap:1rem;
        padding:.5rem max(1rem,calc(50% - 17rem))}
        main,footer{width:min(100% - 2rem,34rem);margin:0 auto;padding:1.75rem 0}
        h1,h2,.lead{text-wrap:balance}
        h1{margin:.25rem 0 1rem;font-size:1.9rem;line-height:1.2;font-weight:650}
        h2{margin:2.25rem 0 .35rem;font-size:1.2rem;line-height:1.35;font-weight:650}
        p{margin:.35rem 0 1rem;text-wrap:pretty}
        .lead{font-size:1.2rem;line-height:1.5;text-wrap:pretty}
        .hint{color:var(--soft);font-size:1rem;line-height:1.5}
        a{color:var(--deep);text-underline-offset:.2em}
        a,button,input,textarea,.said{border-radius:.4rem}
        .leave,.button,button{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;
        padding:.4rem 1.1rem;font:inherit;font-weight:600;line-height:1.3;text-decoration:none;border:2px solid transparent;
        cursor:pointer}
        .leave{color:#fff;background:var(--leave)}
        .button,button{color:var(--on-deep);background:var(--deep);min-height:3.1rem;padding:.5rem 1.9rem}
        .act{display:flex;flex-wrap:wrap;gap:.9rem 1.25rem;align-items:center;margin:2rem 0 1rem}
        .other{display:inline-flex;align-items:center;min-height:2.75rem;min-width:2.75rem}
        button.other{min-height:3.1rem;padding:.5rem 1.4rem;color:var(--deep);background:none;border-color:var(--deep)}
        .leave:hover,.button:hover,button:hover{text-decoration:underline}
        nav{display:flex;flex-wrap:wrap;gap:0 1.5rem}
        nav a{display:inline-flex;align-items:center;min-height:2.75rem;min-width:2.75rem}
        .skip{position:absolute;inset-inline-start:-99rem;top:100%;padding:.6rem 1rem;background:var(--paper);
        border:1px solid var(--line)}
        .skip:focus{inset-inline-start:1rem}
        :focus-visible{outline:3px solid var(--deep);outline-offset:3px}
        .safety{margin:0 0 1.75rem;padding-inline-start:.9rem;border-inline-start:.25rem solid var(--leave);
        color:var(--soft);font-size:1rem;line-height:1.5;text-wrap:wrap}
        .box{margin:1.5rem 0 2rem;padding:1rem 1.25rem .5rem;background:var(--tint);border-radius:.6rem}
        .box h1,.box h2{margin-top:0}
        .problem{background:var(--warn)}
        .problem h1{font-size:1.4rem;margin-bottom:.5rem}
        .head{display:block;margin:2rem 0 .25rem;padding:0;font-size:1.2rem;line-height:1.35;font-weight:650}
        textarea,[type=text],.said{display:block;width:100%;padding:.85rem 1rem;font:inherit;color:inherit;
        background:var(--field);border:1.5px solid var(--soft)}
        textarea{min-height:14rem;resize:vertical}
        [type=text]{min-height:3.1rem;padding-block:.5rem;margin-bottom:2.75rem}
        .said{white-space:pre-wrap;border-color:var(--line);margin:.5rem 0 2rem}
        dl{margin:0 0 2rem}dl div{padding:.7rem 0;border-top:1px solid var(--line)}
        dt{color:var(--soft);font-size:1rem;line-height:1.5}dd{margin:.15rem 0 0;font-weight:600}
        .help{margin:.5rem 0 1.5rem;padding:0;list-style:none}.help li{padding:.6rem 0;border-top:1px solid var(--line)}
        .help span{display:block}.call{display:inline-flex;align-items:center;min-height:2.75rem;min-width:2.75rem;
        font-weight:600}
        .plain{margin:.9rem 0}
        textarea.short{min-height:6rem}
        textarea+.hint{margin-top:.5rem}
        fieldset{margin:2rem 0 1.5rem;padding:0;border:0;min-width:0}
        .choice{display:flex;gap:.9rem;align-items:flex-start;border-top:1px solid var(--line)}
        .choice input{flex:none;width:1.6rem;height:1.6rem;margin:.75rem 0;accent-color:var(--deep)}
        .choice label{flex:1;padding:.7rem 0;min-height:2.75rem;font-weight:600}
        .choice .hint{display:block;font-weight:400}
        .unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        .words{columns:2;column-gap:1.5rem;margin:1rem 0;padding:0;list-style:none;counter-reset:word;
        font-size:1.45rem;line-height:1.3;font-weight:600}
        .words li{counter-increment:word;display:flex;align-items:baseline;gap:.6rem;padding:.35rem 0;break-inside:avoid}
        .words li::before{content:counter(word);min-width:1.4rem;text-align:end;font-size:1rem;font-weight:400;
        color:var(--soft)}
        footer{margin-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:1rem;line-height:1.5}
        @media(max-width:24rem){html{font-size:1.0625rem}h1{font-size:1.65rem}.box{padding-inline:.8rem}
        .words{font-size:1.15rem;column-gap:.6rem}.words li{gap:.35rem}.words li::before{min-width:1.15rem;font-size:.8rem}}
        @media(max-width:22rem){.words{columns:1;font-size:1.35rem}.words li::before{font-size:.9rem}}
        @media print{header,footer,.act,.skip,.safety,.screen{display:none}main{width:auto;padding:0}
        html{font-size:11pt}h2{break-after:avoid}p{orphans:3;widows:3}
        body{color:#000;background:#fff}.box{background:none;border:1px solid #000;break-inside:avoid}
        .words li::before,.hint{color:#000}}
        """
}
