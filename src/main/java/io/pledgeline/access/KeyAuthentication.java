package io.pledgeline.access;

import java.util.ArrayList;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/** A request that came with a live key; its name in logs is the key's id. */
class KeyAuthentication extends AbstractAuthenticationToken {

    /** Held only by the key in {@code PLEDGELINE_API_KEY}. */
    static final String OPERATOR = "OPERATOR";

    private final transient ApiKey key;

    KeyAuthentication(ApiKey key) {
        super(authorities(key));
        this.key = key;
        setAuthenticated(true);
    }

    private static List<GrantedAuthority> authorities(ApiKey key) {
        List<String> names = new ArrayList<>();
        key.scopes().forEach(scope -> names.add("SCOPE_" + scope));
        if (key.operator()) {
            names.add(OPERATOR);
        }
        return AuthorityUtils.createAuthorityList(names);
    }

    @Override
    public Object getPrincipal() {
        return key.id();
    }

    @Override
    public Object getCredentials() {
        return "";
    }
}
