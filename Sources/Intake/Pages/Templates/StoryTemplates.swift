/// The way from the first page to the last look: one document, so that nothing that was typed has to travel.
extension Templates {
    // Each section is a screen that its fragment shows; a browser that does not know how shows all of them, one below the
    // other. A browser keeps what was typed between two fragments of one page, and between no two pages. So only the look,
    // the language and the sending leave this one, and its form carries the words along.
    static let story = """
        {{<layout}}{{$tab}}{{^problem}}{{t.write.tab}}{{/problem}}{{#problem}}{{t.problem.tab}}{{/problem}}{{/tab}}{{$body}}
        <section class="step{{#at-start}} first{{/at-start}}" id="start" tabindex="-1">
        {{> masthead}}
        <h1>{{t.welcome.title}}</h1>
        <p class="lead">{{t.welcome.who}}</p>
        {{#open}}<p class="act"><a class="button" href="#before">{{t.welcome.start}}</a></p>
        <p class="hint">{{t.welcome.time}}</p>{{/open}}
        {{#at-start}}<p class="hint">{{t.welcome.help}} <a href="#help">{{t.frame.help}}</a></p>{{/at-start}}
        {{^open}}<p class="box problem">{{closed}}</p>{{/open}}
        <p><a class="other away" href="{{root}}return">{{t.welcome.return}}</a>{{#open}}<span class="held">{{t.problem.kept}} <a href="#words">{{t.problem.to-words}}</a></span>{{/open}}</p>
        <h2>{{t.welcome.readers-head}}</h2>
        <p>{{t.welcome.readers}}</p>
        <p>{{t.welcome.languages}}</p>
        <p>{{report}}</p>
        <h2>{{t.welcome.names-head}}</h2>
        <p>{{t.welcome.names}}</p>
        <h2>{{t.welcome.choose-head}}</h2>
        <p>{{t.welcome.choose}}</p>
        <h2>{{t.welcome.back-head}}</h2>
        <p>{{t.welcome.back-can}}</p>
        <p>{{t.welcome.back-not}}</p>
        {{> whose}}
        {{#open}}<p class="act"><a class="button" href="#before">{{t.welcome.start}}</a></p>{{/open}}
        </section>
        {{#open}}
        <form id="all" action="{{root}}check" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{#hidden}}
        <input type="hidden" name="{{field}}" value="{{content}}">
        {{/hidden}}
        <section class="step" id="before" tabindex="-1">
        <p class="count"><a href="#start">{{t.write.back}}</a></p>
        <h1>{{t.before.title}}</h1>
        <p class="lead">{{t.before.stop}}</p>
        <h2>{{t.before.device-head}}</h2>
        <p>{{t.before.device}}</p>
        <p>{{t.before.spy}}</p>
        <h2>{{t.before.leave-head}}</h2>
        <p>{{t.before.leave}}</p>
        <p>{{t.before.leave-not}}</p>
        <p>{{t.before.keyboard}}</p>
        <h2>{{t.before.names-head}}</h2>
        <p>{{t.before.names}}</p>
        <h2>{{t.open-case.title}}</h2>
        <p>{{t.before.case}}</p>
        <p class="act next"><a class="button" href="#words">{{t.before.next}}</a></p>
        </section>
        {{#steps}}
        <section class="step{{#first}} first{{/first}}" id="{{id}}" tabindex="-1">
        <p class="count"><a href="#{{previous}}">{{t.write.back}}</a> <span>{{place}}</span></p>
        {{#trouble}}
        <div class="box problem" role="alert" id="problem">
        <p><strong>{{t.problem.title}}</strong></p>
        <p>{{problem}}{{#of-name}} <a href="#credit">{{t.problem.to-name}}</a>{{/of-name}}</p>
        {{#kept}}<p>{{t.problem.kept}}</p>{{/kept}}
        </div>
        {{/trouble}}
        {{#words}}
        <h1><label for="story">{{t.write.story}}</label></h1>
        <p class="hint" id="story-hint">{{t.write.story-hint}}</p>
        <textarea class="own" id="story" name="story" rows="12" dir="auto" placeholder=" " autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#story-problem}}problem {{/story-problem}}story-hint">
        {{mark}}</textarea>
        <p class="hint long">{{t.write.long}}</p>
        {{#notes}}
        <details class="more"{{#any}} open{{/any}}>
        <summary>{{t.write.notes}}</summary>
        {{#boxes}}{{> group}}{{/boxes}}
        </details>
        {{/notes}}
        {{/words}}
        {{#groups}}{{> group}}{{/groups}}
        {{#name}}{{> credit}}{{/name}}
        {{#uses}}<p class="box"><strong>{{t.consent.nothing}}</strong></p>
        <p class="act next"><a class="button some" href="#{{next}}">{{t.write.next}}</a><a class="button none" href="#send">{{t.write.next}}</a></p>{{/uses}}
        {{#next-only}}<p class="act next"><a class="button" href="#{{next}}">{{t.write.next}}</a></p>{{/next-only}}
        {{#words}}
        <p class="act"><a class="button next" href="#{{next}}">{{t.write.next}}</a> <button class="other" type="submit" formaction="{{root}}send">{{t.write.only}}</button></p>
        <p class="hint">{{t.write.only-hint}}</p>
        <p class="next"><a class="other" href="#all">{{t.write.all}}</a></p>
        <p class="hint">{{t.write.keeps}}</p>
        <p class="hint">{{t.write.spelling}}</p>
        {{/words}}
        {{#end}}
        <h1>{{t.write.end}}</h1>
        <p>{{t.write.after}}</p>
        <p>{{t.write.no-answer}}</p>
        <p class="act"><button type="submit">{{t.write.check}}</button> <button class="other" type="submit" formaction="{{root}}send">{{t.write.send}}</button></p>
        {{/end}}
        </section>
        {{/steps}}
        </form>
        {{/open}}
        {{/body}}{{/layout}}
        """

    static let check = """
        {{<layout}}{{$tab}}{{t.check.tab}}{{/tab}}{{$body}}
        <h1>{{t.check.title}}</h1>
        <p class="lead">{{t.check.lead}}</p>
        <form id="carried" action="{{root}}send" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        <h2>{{t.write.story}}</h2>
        <div class="said" dir="auto">{{mark}}</div>
        <h2>{{t.check.answers}}</h2>
        <dl>
        {{#answers}}
        <div><dt>{{question}}</dt>
        {{#said}}<dd>{{answer}}</dd>{{/said}}
        {{#name}}<dd><bdi>{{name}}</bdi></dd>{{/name}}</div>
        {{/answers}}
        </dl>
        <p>{{t.write.after}}</p>
        <p>{{t.write.no-answer}}</p>
        {{> hidden}}
        <p class="act"><button type="submit">{{t.check.send}}</button> <button class="other" type="submit" formaction="{{root}}write#words">{{t.check.back}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    // It says what is at stake and stops nobody. The words travel in its form only. In another language it says so again.
    static let openCase = """
        {{<layout}}{{$tab}}{{t.open-case.tab}}{{/tab}}{{$body}}
        <h1>{{t.open-case.title}}</h1>
        <p class="lead">{{t.open-case.lead}}</p>
        <h2>{{t.open-case.not-head}}</h2>
        <p>{{t.open-case.not}}</p>
        <h2>{{t.open-case.first-head}}</h2>
        <p>{{t.open-case.first}}</p>
        <h2>{{t.open-case.wait-head}}</h2>
        <p>{{t.open-case.wait}}</p>
        <h2>{{t.open-case.on-head}}</h2>
        <p>{{t.open-case.on}}</p>
        <p>{{t.open-case.kept}}</p>
        <form id="carried" action="{{root}}{{next}}" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{> hidden}}
        <p class="act"><button type="submit" name="told" value="yes">{{go-on}}</button> <button class="other" type="submit" formaction="{{root}}write#words" name="told" value="yes">{{t.open-case.back}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    static let unseen = """
        {{<layout}}{{$tab}}{{t.problem.tab}}{{/tab}}{{$body}}
        <h1>{{t.problem.title}}</h1>
        {{#problem}}<p class="lead" id="problem">{{problem}}</p>{{/problem}}
        <p>{{left}}{{#name}} <a href="#credit">{{t.problem.to-name}}</a>{{/name}}</p>
        <form id="carried" action="{{root}}send" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{> hidden}}
        {{#name}}{{> credit}}{{/name}}
        <p class="act">{{#fits}}<button type="submit">{{t.check.send}}</button> {{/fits}}<a class="other" href="{{root}}write">{{t.problem.without}}</a></p>
        </form>
        {{/body}}{{/layout}}
        """
}
