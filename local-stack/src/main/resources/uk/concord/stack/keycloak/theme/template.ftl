<#-- The layout of every page of the sign-in service: that of Concord's own pages. -->
<#macro registrationLayout bodyClass="" displayInfo=false displayMessage=true displayRequiredFields=false>
<#assign failed = (message?has_content && message.type == 'error') || messagesPerField.existsError('username', 'password')>
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title><#if failed>Error: </#if>Sign in - Sharing your information</title>
  <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
  <meta name="robots" content="noindex, nofollow">
  <meta name="theme-color" content="#005eb8">
  <link rel="icon" href="${url.resourcesPath}/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="${url.resourcesPath}/css/concord.css">
</head>
<body>
  <a class="nhsuk-skip-link" href="#maincontent">Skip to main content</a>
  <header class="nhsuk-header">
    <div class="nhsuk-header__container nhsuk-width-container">
      <div class="nhsuk-header__service">
        <span class="nhsuk-header__service-name">Sharing your information</span>
      </div>
    </div>
  </header>
  <div class="nhsuk-width-container">
    <main class="nhsuk-main-wrapper" id="maincontent">
      <#if displayMessage && message?has_content && (message.type != 'warning' || !isAppInitiatedAction??) && !messagesPerField.existsError('username', 'password')>
        <#if message.type == 'error'>
          <div class="nhsuk-error-summary" aria-labelledby="error-summary-title" role="alert" tabindex="-1">
            <h2 class="nhsuk-error-summary__title" id="error-summary-title">There is a problem</h2>
            <div class="nhsuk-error-summary__body"><p>${kcSanitize(message.summary)?no_esc}</p></div>
          </div>
        <#else>
          <div class="nhsuk-inset-text"><p>${kcSanitize(message.summary)?no_esc}</p></div>
        </#if>
      </#if>
      <#nested "problem">
      <h1 class="nhsuk-heading-l"><#nested "header"></h1>
      <#nested "form">
      <#if displayInfo><#nested "info"></#if>
    </main>
  </div>
</body>
</html>
</#macro>
