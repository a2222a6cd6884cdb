package io.pledgeline.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.util.DigestUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistration;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Maps the addresses of the page ({@code static/lib/router.js}) to its one document, and its files to themselves. */
@Configuration(proxyBeanMethods = false)
class PageFiles implements WebMvcConfigurer {

    private static final List<String> PAGES = List.of(
            "/",
            "/signin",
            "/upload",
            "/jobs",
            "/jobs/**",
            "/campaigns",
            "/campaigns/**",
            "/workbooks/**",
            "/operations",
            "/webhooks",
            "/keys");

    @Override
    public void addViewControllers(ViewControllerRegistry pages) {
        PAGES.forEach(path -> pages.addViewController(path).setViewName("forward:/index.html"));
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        // The resolver of WebJars, which knows their versions, is added to each chain.
        revalidated(files.addResourceHandler("/webjars/**"), "classpath:/META-INF/resources/webjars/")
                .resourceChain(true);
        revalidated(files.addResourceHandler("/**"), "classpath:/static/");
    }

    /** By what they hold: times of files do not tell an older version that is put back. */
    private static ResourceHandlerRegistration revalidated(ResourceHandlerRegistration files, String folder) {
        return files.addResourceLocations(folder)
                .setCacheControl(CacheControl.noCache())
                .setUseLastModified(false)
                .setEtagGenerator(PageFiles::tag);
    }

    private static String tag(Resource file) {
        try (InputStream content = file.getInputStream()) {
            return DigestUtils.md5DigestAsHex(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
