/// What follows once a story is safe.
extension Templates {
    // What is of class `screen` does not come out on paper: a sheet with the words says nothing of what they were given for.
    // The list is for eyes; a screen reader hears the same ten words once, without numbers between them.
    static let receipt = """
        {{<layout}}{{$tab}}{{t.receipt.tab}}{{/tab}}{{$body}}
        {{> masthead}}
        <div class="screen">
        {{#added}}
        <h1>{{t.receipt.title-added}}</h1>
        <p class="lead">{{t.receipt.added}}</p>
        <p>{{t.receipt.added-uses}}</p>
        {{/added}}
        {{^added}}
        <h1>{{t.receipt.title}}</h1>
        <p class="lead">{{t.receipt.thanks}}</p>
        {{/added}}
        </div>
        <section class="box">
        <h2 id="code-head">{{t.receipt.code-head}}</h2>
        <p>{{t.receipt.code}}</p>
        <p class="unseen"><output id="receipt" aria-labelledby="code-head">{{mark}}</output></p>
        <ol class="words" aria-hidden="true">{{mark}}</ol>
        </section>
        <section class="screen">
        <h2>{{t.receipt.keep-head}}</h2>
        <p>{{t.receipt.keep}}</p>
        <p>{{t.receipt.keep-not}}</p>
        <p>{{t.receipt.print}}</p>
        <form class="plain" action="{{root}}kept" method="post" autocomplete="off">
        {{> hidden}}
        <p>{{t.receipt.kept}}</p>
        <p class="act"><button type="submit">{{t.receipt.kept-button}}</button></p>
        </form>
        </section>
        <h2>{{t.receipt.next-head}}</h2>
        <p>{{t.receipt.next}}</p>
        <p>{{t.receipt.unopened}}</p>
        <p>{{t.receipt.return}}</p>
        {{#site}}<p>{{t.receipt.site}} <strong><bdi>{{where}}</bdi></strong></p>{{/site}}
        <h2>{{t.receipt.back-head}}</h2>
        <p>{{t.receipt.back-can}}</p>
        <p>{{t.receipt.back-not}}</p>
        <h2>{{t.receipt.lost-head}}</h2>
        <p>{{t.receipt.lost}}</p>
        {{> whose}}
        <section class="screen">
        <h2>{{t.receipt.done-head}}</h2>
        <p>{{t.receipt.done}}</p>
        </section>
        {{/body}}{{/layout}}
        """

    static let known = """
        {{<layout}}{{$tab}}{{t.receipt.tab}}{{/tab}}{{$body}}
        {{#added}}
        <h1>{{t.receipt.title-added}}</h1>
        <p class="lead">{{t.receipt.added}}</p>
        <p>{{t.receipt.added-uses}}</p>
        {{/added}}
        {{^added}}
        <h1>{{t.receipt.title}}</h1>
        {{/added}}
        <p>{{t.receipt.known}}</p>
        <h2>{{t.receipt.done-head}}</h2>
        <p>{{t.receipt.done}}</p>
        {{/body}}{{/layout}}
        """

    static let kept = """
        {{<layout}}{{$tab}}{{t.receipt.tab}}{{/tab}}{{$body}}
        <h1>{{t.receipt.kept-title}}</h1>
        <p class="lead">{{t.receipt.kept-done}}</p>
        <h2>{{t.receipt.done-head}}</h2>
        <p>{{t.receipt.done}}</p>
        {{/body}}{{/layout}}
        """
}
