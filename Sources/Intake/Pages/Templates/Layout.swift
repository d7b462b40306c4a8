/// What every page has around it.
extension Templates {
    // The way out is the first thing in the tab order. `turn` leads to the same page in other languages; answers to
    // a form have none, since a link would leave the words behind.
    static let layout = """
        <!doctype html>
        <html lang="{{code}}" dir="{{direction}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{$tab}}{{/tab}}</title>
        <link rel="stylesheet" href="/style.css">
        </head>
        <body>
        <header>
        <a class="leave" href="/leave" rel="nofollow noreferrer">{{t.frame.leave}}</a>
        <a class="skip" href="#main">{{t.frame.skip}}</a>
        {{#turn}}<nav aria-label="{{t.frame.languages}}">{{#links}}<a href="{{href}}" lang="{{code}}" hreflang="{{code}}">{{name}}</a>{{/links}}</nav>{{/turn}}
        </header>
        <main id="main">
        <p class="safety">{{t.frame.safety}}</p>
        {{$body}}{{/body}}
        </main>
        <footer>
        <p>{{t.frame.no-help-line}}</p>
        <nav aria-label="{{t.frame.pages}}"><a href="{{root}}help">{{t.frame.help}}</a><a href="{{root}}">{{t.frame.start}}</a><a href="{{root}}return">{{t.frame.return}}</a><a href="{{root}}privacy">{{t.frame.privacy}}</a></nav>
        </footer>
        </body>
        </html>
        """
}
