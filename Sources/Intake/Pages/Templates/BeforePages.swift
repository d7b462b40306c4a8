/// What comes before the form.
extension Templates {
    static let welcome = """
        {{<layout}}{{$tab}}{{t.welcome.tab}}{{/tab}}{{$body}}
        <h1>{{t.welcome.title}}</h1>
        <p class="lead">{{t.welcome.who}}</p>
        <p><a class="other" href="{{root}}return">{{t.welcome.return}}</a></p>
        <h2>{{t.welcome.readers-head}}</h2>
        <p>{{t.welcome.readers}}</p>
        <p>{{report}}</p>
        <p>{{t.welcome.languages}}</p>
        <h2>{{t.welcome.names-head}}</h2>
        <p>{{t.welcome.names}}</p>
        <h2>{{t.welcome.choose-head}}</h2>
        <p>{{t.welcome.choose}}</p>
        <h2>{{t.welcome.back-head}}</h2>
        <p>{{t.welcome.back-can}}</p>
        <p>{{t.welcome.back-not}}</p>
        <p class="act"><a class="button" href="{{root}}before">{{t.welcome.start}}</a></p>
        <p class="hint">{{t.welcome.time}}</p>
        <section class="box">
        <h2>{{t.welcome.help-head}}</h2>
        <p>{{t.welcome.help}} <a href="{{root}}help">{{t.welcome.to-help}}</a></p>
        </section>
        {{/body}}{{/layout}}
        """

    static let before = """
        {{<layout}}{{$tab}}{{t.before.tab}}{{/tab}}{{$body}}
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
        <form action="{{root}}write" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{#questions}}
        {{> group}}
        {{/questions}}
        <p class="hint">{{t.before.answers}}</p>
        <p class="act"><button type="submit">{{t.before.next}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    // It says what is at stake and stops nobody. With words in it, they travel in its form only.
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
        {{#has-words}}<p>{{t.open-case.kept}}</p>{{/has-words}}
        <form action="{{root}}{{next}}" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{> hidden}}
        <p class="act"><button type="submit">{{go-on}}</button>{{#has-words}} <button class="other" type="submit" formaction="{{root}}write">{{t.open-case.back}}</button>{{/has-words}}</p>
        </form>
        {{/body}}{{/layout}}
        """
}
