/// The fields of forms, as partial templates.
extension Templates {
    /// A question with boxes to tick, or with one answer to choose; see `FieldGroup`.
    ///
    /// Every value is named for the level it stands on, since a missing one would be looked for in the level above.
    static let group = """
        <fieldset id="{{group-id}}"{{#has-note}} aria-describedby="{{group-id}}-note"{{/has-note}}>
        <legend class="head">{{question}}</legend>
        {{#has-note}}<p class="hint" id="{{group-id}}-note">{{note}}</p>{{/has-note}}
        {{#options}}
        <div class="choice">
        <input type="{{type}}" id="{{id}}" name="{{name}}" value="{{value}}"{{#checked}} checked{{/checked}}{{#has-hint}} aria-describedby="{{id}}-hint"{{/has-hint}}>
        <label for="{{id}}">{{label}}{{#has-hint}} <span class="hint" id="{{id}}-hint">{{hint}}</span>{{/has-hint}}</label>
        </div>
        {{/options}}
        </fieldset>
        """

    /// What may be done with a story: the fields of `ConsentChoices`, filled by `Pages.consentFields`.
    static let consent = """
        {{#consent}}
        {{#uses}}
        {{> group}}
        {{/uses}}
        <p class="box"><strong>{{t.consent.nothing}}</strong></p>
        {{#term}}
        {{> group}}
        {{/term}}
        {{#edits}}
        {{> group}}
        {{/edits}}
        {{#show-first}}
        {{> group}}
        {{/show-first}}
        <label class="head" for="credit">{{t.consent.credit}}</label>
        <p class="hint" id="credit-hint">{{t.consent.credit-hint}}</p>
        <input type="text" id="credit" name="credit" value="{{credit}}" maxlength="{{longest-name}}" dir="auto" autocomplete="off" autocapitalize="off" spellcheck="false" aria-describedby="{{#name-problem}}problem {{/name-problem}}credit-hint">
        {{/consent}}
        """
}
