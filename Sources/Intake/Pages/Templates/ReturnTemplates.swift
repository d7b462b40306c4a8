/// The pages of those who come back with the code.
extension Templates {
    static let askCode = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{> masthead}}
        {{#problem}}
        <div class="box problem" role="alert" id="problem">
        <h1>{{title}}</h1>
        <p>{{problem}}</p>
        {{#near-words}}<p>{{t.return.near}} {{near-words}}.</p>{{/near-words}}
        {{#keeping}}<p>{{t.return.words-kept}}</p>{{/keeping}}
        </div>
        {{/problem}}
        {{^problem}}
        <h1>{{t.return.title}}</h1>
        <p class="lead">{{t.return.lead}}</p>
        {{/problem}}
        <form id="code-form" action="{{root}}{{place}}" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        {{#hidden}}
        <input type="hidden" name="{{field}}" value="{{content}}">
        {{/hidden}}
        <label class="head" for="code">{{t.return.code}}</label>
        <p class="hint" id="code-hint">{{t.return.code-hint}}</p>
        {{#keeping}}
        <input type="text" id="code" name="code" dir="ltr" maxlength="200" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="problem code-hint">
        <label class="head" for="words">{{t.return.words}}</label>
        <textarea id="words" name="words" rows="8" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false">
        {{mark}}</textarea>
        {{/keeping}}
        {{^keeping}}
        <textarea class="short" id="code" name="code" rows="4" dir="ltr" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#problem}}problem {{/problem}}code-hint">
        {{mark}}</textarea>
        {{/keeping}}
        <p class="act"><button type="submit">{{t.return.open}}</button></p>
        </form>
        <h2>{{t.return.lost-head}}</h2>
        <p>{{t.return.lost}}</p>
        {{> whose}}
        {{/body}}{{/layout}}
        """

    static let status = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{#note}}<div class="box" role="status" id="note"><p>{{note}}</p></div>{{/note}}
        <h1>{{t.status.title}}</h1>
        <p class="lead">{{stands}}</p>
        {{#more}}<p>{{more}}</p>{{/more}}
        {{#places}}
        <h2>{{t.place.head}}</h2>
        <ul>
        {{#each}}<li>{{line}}</li>{{/each}}
        </ul>
        {{/places}}
        {{#texts}}
        <section class="box">
        <h2>{{t.status.text-head}}</h2>
        <p>{{said}}</p>
        {{#button}}{{> to}}{{/button}}
        </section>
        {{/texts}}
        {{#letters}}
        <h2>{{t.status.letters-head}}</h2>
        <p>{{said}}</p>
        {{#button}}{{> to}}{{/button}}
        {{/letters}}
        {{#change}}
        <h2>{{t.status.choices-head}}</h2>
        <ul>
        {{#allowed}}<li>{{use}}</li>{{/allowed}}
        </ul>
        {{#ends}}<p>{{ends}}</p>{{/ends}}
        {{/change}}
        {{#coming}}
        <section class="box">
        <h3>{{t.status.coming-head}}</h3>
        <p>{{coming}}</p>
        <dl>
        {{#differences}}
        <div><dt>{{question}}</dt>
        {{#said}}<dd>{{answer}}</dd>{{/said}}
        {{#name}}<dd><bdi>{{name}}</bdi></dd>{{/name}}</div>
        {{/differences}}
        </dl>
        <p>{{t.status.coming-not-you}}</p>
        {{#pause}}{{> to}}{{/pause}}
        </section>
        {{/coming}}
        {{#change}}{{> to}}{{/change}}
        {{#history}}
        <h2>{{t.history.title}}</h2>
        {{> to}}
        {{/history}}
        <h2>{{t.status.withdraw-head}}</h2>
        <p>{{t.status.withdraw}}</p>
        {{#back}}{{> to}}{{/back}}
        <h2>{{t.receipt.done-head}}</h2>
        <p>{{t.status.done}}</p>
        {{/body}}{{/layout}}
        """

    // Every button of the page is of one form, so that a letter that is not sent goes along with each.
    static let letters = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{#problem}}
        <div class="box problem" role="alert" id="problem">
        <h1>{{t.letters.problem-title}}</h1>
        <p>{{problem}} <a href="#words">{{t.problem.to-words}}</a></p>
        </div>
        {{/problem}}
        {{^problem}}
        {{#note}}<div class="box" role="status" id="note"><p>{{note}}</p>{{#leave}}{{> to}}{{/leave}}</div>{{/note}}
        <h1>{{t.letters.title}}</h1>
        {{/problem}}
        {{^any}}<p>{{t.letters.none}}</p>{{/any}}
        <form id="letter" action="{{root}}letters" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        <input type="hidden" name="visit" value="{{visit}}">
        <input type="hidden" name="once" value="{{once}}">
        {{#letters}}
        <article class="box letter" aria-labelledby="letter-{{number}}">
        <h2 id="letter-{{number}}">{{head}}</h2>
        <div class="said" dir="auto">{{mark}}</div>
        <p class="hint">{{gone}}</p>
        <p><button class="other" type="submit" name="read" value="{{about}}" aria-describedby="letter-{{number}}">{{t.letters.read}}</button></p>
        </article>
        {{/letters}}
        {{#any}}
        <p>{{t.letters.forget}}</p>
        <p><button class="other" type="submit" name="act" value="forget">{{t.letters.forget-button}}</button></p>
        {{/any}}
        <label class="head" for="words">{{t.letters.write}}</label>
        <p class="hint" id="words-hint">{{t.letters.write-hint}}</p>
        <textarea class="own" id="words" name="words" rows="8" dir="auto" placeholder=" " autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#problem}}problem {{/problem}}words-hint">
        {{#kept}}{{mark}}{{/kept}}</textarea>
        <p class="hint">{{t.letters.keeps}}</p>
        <p class="act"><button type="submit" name="act" value="write">{{t.letters.send}}</button> <button class="other" type="submit" name="act" value="home">{{t.return.home}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    // As with letters; with more than one text, each has its own buttons, and all share the field for words.
    static let textPage = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{#note}}<div class="box" role="status" id="note"><p>{{note}}</p>{{#leave}}{{> to}}{{/leave}}</div>{{/note}}
        {{#problem}}<div class="box problem" role="alert" id="problem"><p>{{problem}}</p></div>{{/problem}}
        <h1>{{t.text.title}}</h1>
        {{^any}}<p>{{t.text.none}}</p>{{/any}}
        {{#asks}}<p class="lead">{{t.text.lead}}</p>
        <p>{{t.text.not-yet}}</p>{{/asks}}
        <form id="answer" action="{{root}}text" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        <input type="hidden" name="visit" value="{{visit}}">
        {{#texts}}
        <article class="box">
        <h2 dir="auto">{{mark}}</h2>
        <div class="said" dir="auto">{{mark}}</div>
        <p class="hint">{{t.text.credit}} <bdi>{{mark}}</bdi>{{#nameless}}{{t.consent.no-credit}}{{/nameless}}</p>
        </article>
        {{#before}}<p>{{before}}</p>{{/before}}
        {{#out}}<p>{{line}}</p>{{/out}}
        {{#can-agree}}<p class="act"><button type="submit" name="agreed" value="{{about}}">{{t.text.agree}}</button></p>{{/can-agree}}
        {{#several}}<p class="act"><button class="other" type="submit" name="changes" value="{{about}}">{{t.text.change}}</button> <button class="other" type="submit" name="refused" value="{{about}}">{{t.text.refuse}}</button></p>{{/several}}
        {{/texts}}
        {{#has-field}}
        <label class="head" for="words">{{t.text.words}}</label>
        <p class="hint" id="words-hint">{{t.text.words-hint}}</p>
        <textarea class="own short" id="words" name="words" rows="5" dir="auto" placeholder=" " autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="words-hint">
        {{#kept}}{{mark}}{{/kept}}</textarea>
        <p class="hint">{{t.letters.keeps}}</p>
        {{/has-field}}
        <p class="act">{{#one}}<button class="other" type="submit" name="changes" value="{{about}}">{{t.text.change}}</button> <button class="other" type="submit" name="refused" value="{{about}}">{{t.text.refuse}}</button> {{/one}}<button class="other" type="submit" name="act" value="home">{{t.return.home}}</button></p>
        </form>
        {{/body}}{{/layout}}
        """

    static let answered = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        <h1>{{t.text.answered-title}}</h1>
        <p class="lead">{{answer}}</p>
        {{#more}}<p>{{line}}</p>{{/more}}
        {{#home}}{{> to}}{{/home}}
        {{/body}}{{/layout}}
        """

    static let choices = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{#problem}}
        <div class="box problem" role="alert" id="problem">
        <h1>{{t.choices.problem-title}}</h1>
        <p>{{problem}}{{#of-name}} <a href="#credit">{{t.problem.to-name}}</a>{{/of-name}}</p>
        </div>
        {{/problem}}
        {{^problem}}
        <h1>{{t.choices.title}}</h1>
        <p class="lead">{{t.choices.lead}}</p>
        {{/problem}}
        {{#paper}}<p>{{t.choices.paper}}</p>{{/paper}}
        {{^paper}}<p>{{t.choices.wider}}</p>{{/paper}}
        {{#ends}}<p>{{ends}}</p>{{/ends}}
        {{#waits}}<p class="box">{{t.choices.coming}}</p>{{/waits}}
        <form id="choices" action="{{root}}choices" method="post" accept-charset="utf-8" autocomplete="off" novalidate>
        <input type="hidden" name="visit" value="{{visit}}">
        {{> consent}}
        <p class="act"><button type="submit" name="act" value="save">{{t.choices.save}}</button></p>
        </form>
        <h2>{{t.choices.pause-head}}</h2>
        <p>{{t.choices.pause}}</p>
        <div class="act">
        {{#pause}}{{> to}}{{/pause}}
        {{#home}}{{> to}}{{/home}}
        </div>
        {{/body}}{{/layout}}
        """

    static let history = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        <h1>{{t.history.title}}</h1>
        <p class="lead">{{t.history.lead}}</p>
        <dl>
        {{#acts}}
        <div><dt>{{when}}</dt><dd>{{what}}</dd></div>
        {{/acts}}
        </dl>
        {{#home}}{{> to}}{{/home}}
        {{/body}}{{/layout}}
        """

    static let withdraw = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{#sure}}
        <h1>{{t.withdraw.sure-title}}</h1>
        <p class="lead">{{t.withdraw.sure}}</p>
        {{/sure}}
        {{^sure}}
        <h1>{{t.withdraw.title}}</h1>
        <p class="lead">{{t.withdraw.lead}}</p>
        {{#undone}}
        <ul>
        {{#each}}<li>{{line}}</li>{{/each}}
        </ul>
        {{/undone}}
        <p>{{t.withdraw.not}}</p>
        {{#can-pause}}<p>{{t.withdraw.pause}}</p>{{/can-pause}}
        {{/sure}}
        <div class="act">
        {{#go-on}}{{> to}}{{/go-on}}
        {{#home}}{{> to}}{{/home}}
        </div>
        {{/body}}{{/layout}}
        """

    static let withdrawn = """
        {{<layout}}{{$tab}}{{t.return.tab}}{{/tab}}{{$body}}
        {{#erasing}}
        <h1>{{t.withdraw.erasing-title}}</h1>
        <p class="lead">{{t.withdraw.erasing}}</p>
        <p>{{t.withdraw.erasing-traces}}</p>
        <p>{{t.withdraw.erasing-shared}}</p>
        {{/erasing}}
        {{^erasing}}
        <h1>{{t.withdraw.done-title}}</h1>
        <p class="lead">{{t.withdraw.done}}</p>
        {{/erasing}}
        {{#undone}}
        <ul>
        {{#each}}<li>{{line}}</li>{{/each}}
        </ul>
        {{/undone}}
        <p>{{t.withdraw.not}}</p>
        <h2>{{t.receipt.done-head}}</h2>
        <p>{{t.status.done}}</p>
        {{/body}}{{/layout}}
        """
}
