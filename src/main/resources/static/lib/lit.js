// The one place that knows where the template library comes from: a WebJar, its version pinned in pom.xml.
export {html, svg, nothing, render} from '/webjars/lit-html/lit-html.js';
export {repeat} from '/webjars/lit-html/directives/repeat.js';
export {live} from '/webjars/lit-html/directives/live.js';
export {ref} from '/webjars/lit-html/directives/ref.js';
