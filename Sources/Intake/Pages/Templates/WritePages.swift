/// The form, and the look at it before it is sent.
extension Templates {
    /// What a form carries on unseen; the words last, with a mark in their place.
    static let hidden = """
        {{#hidden}}
        <input type="hidden" name="{{field}}" value="{{content}}">
        {{/hidden}}
        {{#has-words}}
        <input type="hidden" name="story" value="{{mark}}">
        {{/has-words}}
        """

    // To look at it once more is the first button: it is what the Enter key does in the field for a name.
    static let write = """
        {{<layout}}{{$tab}}{{^problem}}{{t.write.tab}}{{/problem}}{{#problem}}{{t.problem.tab}}{{/problem}}{{/tab}}{{$body}}
        {{#problem}}
        <div class="box problem" role="alert" id="problem">
        <h1>{{t.problem.title}}</h1>
        <p>{{problem}}</p>
        <p>{{#kept}}{{t.problem.kept}} {{/kept}}<a href="#{{place}}">{{to-place}}</a></p>
        </div>
        {{/problem}}
        {{^problem}}
        <h1>{{t.write.title}}</h1>
        <p>{{t.write.before}}</p>
        {{/problem}}
        <form action="{{root}}check" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{#hidden}}
        <input type="hidden" name="{{field}}" value="{{content}}">
        {{/hidden}}
        <label class="head" for="story">{{t.write.story}}</label>
        <p class="hint" id="story-hint">{{t.write.story-hint}}</p>
        <textarea id="story" name="story" rows="14" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#story-problem}}problem {{/story-problem}}story-hint">
        {{mark}}</textarea>
        <p class="hint">{{t.write.spelling}}</p>
        {{> consent}}
        {{#notes}}
        {{> group}}
        {{/notes}}
        {{#questions}}
        {{> group}}
        {{/questions}}
        <p>{{t.write.after}}</p>
        <p>{{t.write.no-answer}}</p>
        <p class="act"><button type="submit">{{t.write.check}}</button> <button class="other" type="submit" formaction="{{root}}send">{{t.write.send}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    static let check = """
        {{<layout}}{{$tab}}{{t.check.tab}}{{/tab}}{{$body}}
        <h1>{{t.check.title}}</h1>
        <p class="lead">{{t.check.lead}}</p>
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
        <form action="{{root}}send" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{> hidden}}
        <p class="act"><button type="submit">{{t.check.send}}</button> <button class="other" type="submit" formaction="{{root}}write">{{t.check.back}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    static let unseen = """
        {{<layout}}{{$tab}}{{t.problem.tab}}{{/tab}}{{$body}}
        <h1>{{t.problem.title}}</h1>
        {{#problem}}<p class="lead">{{problem}}</p>{{/problem}}
        <p>{{t.problem.left}}</p>
        <form action="{{root}}send" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{> hidden}}
        <p class="act"><button type="submit">{{t.check.send}}</button> <a class="other" href="{{root}}write">{{t.problem.again}}</a></p>
        </form>
        {{/body}}{{/layout}}
        """
}
