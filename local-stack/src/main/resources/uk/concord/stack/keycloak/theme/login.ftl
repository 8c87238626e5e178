<#import "template.ftl" as layout>
<#assign wrong = messagesPerField.existsError('username', 'password')>
<@layout.registrationLayout displayMessage=!wrong; section>
  <#if section = "problem">
    <#if wrong>
      <div class="nhsuk-error-summary" aria-labelledby="error-summary-title" role="alert" tabindex="-1">
        <h2 class="nhsuk-error-summary__title" id="error-summary-title">There is a problem</h2>
        <div class="nhsuk-error-summary__body">
          <ul class="nhsuk-list nhsuk-error-summary__list">
            <li><a href="#username">The username or the password isn’t right</a></li>
          </ul>
        </div>
      </div>
    </#if>
  <#elseif section = "header">Sign in
  <#elseif section = "form">
    <form action="${url.loginAction}" method="post" novalidate>
      <div class="nhsuk-form-group<#if wrong> nhsuk-form-group--error</#if>">
        <label class="nhsuk-label" for="username">Username</label>
        <#if wrong>
          <span class="nhsuk-error-message" id="username-error">
            <span class="nhsuk-u-visually-hidden">Error:</span> Check the username and the password, and enter both again
          </span>
        </#if>
        <input class="nhsuk-input nhsuk-input--width-20<#if wrong> nhsuk-input--error</#if>" id="username" name="username"
               type="text" value="${(login.username!'')}" autocomplete="username" autocapitalize="none" spellcheck="false"
               <#if wrong>aria-describedby="username-error"</#if>>
      </div>
      <div class="nhsuk-form-group">
        <label class="nhsuk-label" for="password">Password</label>
        <input class="nhsuk-input nhsuk-input--width-20" id="password" name="password" type="password"
               autocomplete="current-password">
      </div>
      <input type="hidden" name="credentialId" value="<#if auth?? && auth.selectedCredential?has_content>${auth.selectedCredential}</#if>">
      <button class="nhsuk-button" type="submit">Sign in</button>
    </form>
  </#if>
</@layout.registrationLayout>
