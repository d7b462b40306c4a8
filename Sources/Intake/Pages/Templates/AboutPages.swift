/// Pages beside the journey: help, privacy, and what is said when something went wrong.
extension Templates {
    static let help = """
        {{<layout}}{{$tab}}{{t.help.tab}}{{/tab}}{{$body}}
        <h1>{{t.help.title}}</h1>
        <p class="lead">{{t.help.not}}</p>
        <p>{{t.help.slow}}</p>
        <p>{{t.help.trace}}</p>
        {{#countries}}
        <h2>{{country}}</h2>
        <ul class="help">
        <li><strong>{{t.help.danger}}</strong> <span>{{t.help.police}}</span> <a class="call" href="tel:{{emergency}}"><bdi>{{emergency}}</bdi></a></li>
        {{#services}}
        <li><strong>{{service}}</strong> <span>{{what}}</span>{{#line}} <a class="call" href="tel:{{dial}}"><bdi>{{call}}</bdi></a>{{/line}}</li>
        {{/services}}
        </ul>
        {{/countries}}
        <h2>{{t.help.else-head}}</h2>
        <p>{{t.help.else}}</p>
        <h2>{{t.help.legal-head}}</h2>
        <p>{{t.help.legal}}</p>
        {{/body}}{{/layout}}
        """

    static let privacy = """
        {{<layout}}{{$tab}}{{t.privacy.tab}}{{/tab}}{{$body}}
        <h1>{{t.privacy.title}}</h1>
        <h2>{{t.privacy.story-head}}</h2>
        <p>{{t.privacy.story}}</p>
        <h2>{{t.privacy.day-head}}</h2>
        <p>{{t.privacy.day}}</p>
        <h2>{{t.privacy.cookie-head}}</h2>
        <p>{{t.privacy.cookie}}</p>
        <h2>{{t.privacy.traces-head}}</h2>
        <p>{{t.privacy.traces}}</p>
        <h2>{{t.privacy.backups-head}}</h2>
        <p>{{t.privacy.backups}}</p>
        {{/body}}{{/layout}}
        """

    static let problem = """
        {{<layout}}{{$tab}}{{t.problem.tab}}{{/tab}}{{$body}}
        <h1>{{t.problem.title}}</h1>
        <p class="lead">{{problem}}</p>
        <p>{{t.problem.gone}}</p>
        <p class="act"><a class="button" href="{{root}}write">{{t.problem.again}}</a></p>
        {{/body}}{{/layout}}
        """

    static let missing = """
        {{<layout}}{{$tab}}{{t.missing.tab}}{{/tab}}{{$body}}
        <h1>{{t.missing.title}}</h1>
        <p>{{problem}}</p>
        <p class="act"><a class="button" href="{{root}}">{{t.frame.start}}</a></p>
        {{/body}}{{/layout}}
        """
}
