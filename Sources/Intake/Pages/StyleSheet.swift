/// The one style sheet: the system's own fonts, no picture, light and dark, forced colors, and paper.
enum StyleSheet {
    // Lines of 45 to 80 characters come from the width of `main`; what a finger has to meet is 44 px or more.
    // Of the story's document one screen shows: the one that the fragment names, or has in it, or else the first. A browser
    // that does not know `:has` shows all of them.
    static let text = """
        :root{color-scheme:light dark;--ink:#2b2724;--paper:#fbf8f2;--soft:#5d5852;--line:#d9d2c5;--deep:#1f5b58;
        --on-deep:#fff;--tint:#f1ebdf;--field:#fff;--leave:#7d3327;--warn:#f8e6d3;--danger:#9c1c1c;--on-danger:#fff}
        @media(prefers-color-scheme:dark){:root{--ink:#ebe6dd;--paper:#1a1817;--soft:#b3aca2;--line:#443f3a;
        --deep:#8fcbc3;--on-deep:#10201f;--tint:#252220;--field:#110f0e;--leave:#b0523f;--warn:#3a2a1b;--danger:#f2a196;
        --on-danger:#2a0c08}}
        *,*::before{box-sizing:border-box}
        html{font:1.125rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,Cantarell,sans-serif;
        scroll-padding:5.5rem 0 2rem;-webkit-text-size-adjust:100%;text-size-adjust:100%}
        body{margin:0;color:var(--ink);background:var(--paper);overflow-wrap:break-word}
        header{position:sticky;top:0;z-index:2;background:var(--paper);border-bottom:1px solid var(--line);
        display:flex;flex-flow:row-reverse wrap;justify-content:space-between;align-items:center;gap:.25rem 1rem;
        padding:.5rem max(1rem,calc(50% - 17rem))}
        main,footer{width:min(100% - 2rem,34rem);margin:0 auto;padding:1.5rem 0}
        h1,h2,h3,.head,.masthead{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Noto Serif",Charter,Georgia,serif}
        h1,h2,.lead{text-wrap:balance}
        h1{margin:.25rem 0 1rem;font-size:2rem;line-height:1.2;font-weight:600;letter-spacing:-.01em}
        legend h1,h1 label{display:block;margin-bottom:.25rem}
        h2{margin:2.25rem 0 .35rem;font-size:1.3rem;line-height:1.3;font-weight:600}
        p{margin:.35rem 0 1rem;text-wrap:pretty}
        .lead{font-size:1.2rem;line-height:1.5;text-wrap:pretty}
        .hint{color:var(--soft);font-size:1rem;line-height:1.5}
        .masthead{display:flex;align-items:center;gap:.75rem;margin:.5rem 0 1.5rem;font-size:1.15rem;color:var(--deep)}
        .emblem{flex:none;width:2.75rem;height:2.75rem;color:var(--deep)}
        a,.link{color:var(--deep);text-underline-offset:.2em}
        a,button,input,textarea,.said,summary{border-radius:.4rem}
        .leave,.button,button{display:inline-flex;align-items:center;justify-content:center;text-align:center;
        min-height:2.75rem;padding:.4rem 1.1rem;font:inherit;font-weight:600;line-height:1.3;text-decoration:none;border:2px solid transparent;
        cursor:pointer}
        .leave{color:#fff;background:var(--leave)}
        .button,button{color:var(--on-deep);background:var(--deep);min-height:3.1rem;padding:.5rem 1.9rem}
        .act{display:flex;flex-wrap:wrap;gap:.9rem 1.25rem;align-items:center;margin:2rem 0 1rem}
        .act+.hint{margin-top:-.25rem}.act .plain{margin:0}
        .other{display:inline-flex;align-items:center;min-height:2.75rem;min-width:2.75rem}
        button.other{min-height:3.1rem;padding:.5rem 1.4rem;color:var(--deep);background:none;border-color:var(--deep)}
        button.destroy{color:var(--on-danger);background:var(--danger);border:4px double var(--on-danger);
        outline:2px solid var(--danger)}
        button.link{min-height:2.75rem;min-width:2.75rem;padding:0;background:none;font-weight:400;text-decoration:underline}
        .leave:hover,.button:hover,button:hover{text-decoration:underline}
        nav{display:flex;flex-wrap:wrap;gap:0 1.5rem}nav form{display:none}
        nav a{display:inline-flex;align-items:center;min-height:2.75rem;min-width:2.75rem}
        :focus-visible{outline:3px solid var(--deep);outline-offset:3px}
        section:focus{outline:none}
        .safety{margin:0 0 1.5rem;padding-inline-start:.9rem;border-inline-start:.25rem solid var(--leave);
        color:var(--soft);font-size:.95rem;line-height:1.45;text-wrap:wrap}
        .count{display:flex;justify-content:space-between;align-items:center;margin:0 0 .5rem;color:var(--soft);font-size:1rem}
        .count a{display:inline-flex;align-items:center;min-height:2.75rem;min-width:2.75rem;font-weight:600;text-decoration:none}
        .count a::before{content:"‹";margin-inline-end:.4rem;font-size:1.3em;line-height:1}
        .box{margin:1.5rem 0 2rem;padding:1rem 1.25rem .5rem;background:var(--tint);border-radius:.6rem}
        p.box{padding-bottom:1rem}.box h1,.box h2,.box h3{margin-top:0}.box h3{margin-bottom:.35rem;font-size:1.3rem;line-height:1.3;
        font-weight:600}.box dl{margin-bottom:1rem}
        .problem{background:var(--warn)}
        .problem h1{font-size:1.4rem;margin-bottom:.5rem}
        .head{display:block;margin:2rem 0 .25rem;padding:0;font-size:1.3rem;line-height:1.3;font-weight:600}
        .step fieldset:first-of-type,.step fieldset:first-of-type .head{margin-top:0}
        textarea,[type=text],.said{display:block;width:100%;padding:.85rem 1rem;font:inherit;color:inherit;
        background:var(--field);border:1.5px solid var(--soft)}
        textarea{min-height:14rem;resize:vertical}
        [type=text]{min-height:3.1rem;padding-block:.5rem;margin-bottom:2rem}
        [aria-invalid]{border:3px solid var(--danger)}
        .said{white-space:pre-wrap;border-color:var(--line);margin:.5rem 0 2rem}
        dl{margin:0 0 2rem}dl div{padding:.7rem 0;border-top:1px solid var(--line)}
        dt{color:var(--soft);font-size:1rem;line-height:1.5}dt::first-letter{text-transform:uppercase}dd{margin:.15rem 0 0;font-weight:600}
        summary{min-height:2.75rem;padding:.6rem 0;color:var(--deep);cursor:pointer;font-weight:600}
        .more{margin:1rem 0}.more fieldset{margin:.5rem 0 0;padding-inline-start:1.1rem}
        .help{margin:.5rem 0 1.5rem;padding:0;list-style:none}.help li{padding:.6rem 0;border-top:1px solid var(--line)}
        .help span{display:block}.call{display:inline-block;padding:.6rem 0;min-width:2.75rem;
        margin-inline-end:1.25rem;font-weight:600}.call bdi{white-space:nowrap}.call,.held{max-width:100%;overflow-wrap:anywhere}
        .plain{margin:.9rem 0}
        textarea.short{min-height:6rem}
        textarea+.hint{margin-top:.5rem}
        fieldset{margin:2rem 0 1.5rem;padding:0;border:0;min-width:0}
        .choice{display:flex;gap:.9rem;align-items:flex-start;border-top:1px solid var(--line)}
        .choice input{appearance:none;flex:none;display:grid;place-content:center;width:1.75rem;height:1.75rem;
        margin:.65rem 0;border:2px solid var(--ink);border-radius:.3rem;background:var(--field);cursor:pointer}
        .choice [type=radio],.choice [type=radio]::before{border-radius:50%}
        .choice input::before{content:"";width:.95rem;height:.95rem;background:var(--deep);transform:scale(0)}
        .choice [type=checkbox]::before{clip-path:polygon(12% 46%,0 60%,40% 100%,100% 18%,86% 6%,38% 72%)}
        .choice input:checked::before{transform:scale(1)}
        .choice label{flex:1;padding:.7rem 0;min-height:2.75rem;font-weight:600;cursor:pointer}
        .choice .hint{display:block;font-weight:400}
        .unseen{position:absolute;width:1px;height:1px;min-height:0;margin:-1px;padding:0;border:0;overflow:hidden;
        clip-path:inset(50%);white-space:nowrap}
        .words{columns:11rem 2;column-gap:1.5rem;margin:1rem 0;padding:0;list-style:none;counter-reset:word;
        font-size:1.45rem;line-height:1.3;font-weight:600}
        .words li{counter-increment:word;display:flex;align-items:baseline;gap:.6rem;padding:.35rem 0;break-inside:avoid}
        .words li::before{content:counter(word);min-width:1.4rem;text-align:end;font-size:1rem;font-weight:400;
        color:var(--soft)}
        footer{margin-top:1rem;border-top:1px solid var(--line);font-size:1rem;line-height:1.5}
        footer>p{color:var(--soft)}footer details{border-top:1px solid var(--line)}footer h2{font-size:1.1rem}
        .held,.next,.count{display:none}.step+.step{margin-top:3rem}
        @supports selector(:has(*)){.step+.step{margin-top:0}.long{display:none}.next{display:block}.act.next,.count{display:flex}
        a.button.next{display:inline-flex}
        .step:not(:target,:has(:target),.first),
        body:has(.step:target,.step :target,#all:target) .first:not(:target,:has(:target)){display:none}
        #all:target .step.step.step{display:block}#all:target .step+.step{margin-top:3rem}#all:target .next,#all:target .count,#all:target .act.next{display:none}
        .none{display:none}#use:not(:has(:checked)) .none{display:inline-flex}#use:not(:has(:checked)) .some{display:none}
        body:has(.own:not(:placeholder-shown)) .away,.holds .away{display:none}
        body:has(.own:not(:placeholder-shown)) .held,.holds .held{display:inline}}
        @media(max-width:24rem){header{padding-inline:.65rem;column-gap:.5rem}.leave{padding-inline:.75rem}
        html{font-size:1.0625rem}h1{font-size:1.7rem}.box{padding-inline:.8rem}
        .button,button{padding-inline:1.3rem}
        .words{font-size:1.35rem}.words li::before{font-size:.9rem}}
        @media(forced-colors:active){.choice input{appearance:auto}.choice input::before{display:none}
        .leave,.button,button,.box{border:2px solid}button.destroy{border:4px double}button.link{border:0}}
        @media print{header,footer,.act,.safety,.screen{display:none}main{width:auto;padding:0}
        html{font-size:10.5pt}h2{margin-top:1.1rem;break-after:avoid}p{margin-bottom:.5rem;orphans:3;widows:3}
        body{color:#000;background:#fff}.box{background:none;border:1px solid #000;break-inside:avoid}
        .words li::before,.hint,.masthead,.emblem{color:#000}}
        """
}
