package io.pledgeline.http;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers what filters and the servlet container report as an error, in place of Spring Boot's HTML page. */
@RestController
class ErrorDispatch implements ErrorController {

    private final Problems problems;
    private final ProblemAnswers answers;

    ErrorDispatch(Problems problems, ProblemAnswers answers) {
        this.problems = problems;
        this.answers = answers;
    }

    @RequestMapping("${server.error.path:/error}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object failure = request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        if (failure instanceof Throwable thrown) {
            answers.answer(response, thrown, String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI)));
        } else {
            answers.answer(response, problems.ofStatus(status instanceof Integer code ? code : 404));
        }
    }
}
