#pragma once
/// The commands, each added to the command line by one function. The work is done in the callbacks.

namespace CLI {
class App;
}

namespace detente::app {

// commands_case.cpp: the case itself
void add_check(CLI::App& app);
void add_diff(CLI::App& app);
void add_init(CLI::App& app);
void add_format(CLI::App& app);
void add_schema(CLI::App& app);
void add_completion(CLI::App& app);

// commands_exchange.cpp: other programs' formats
void add_import(CLI::App& app);
void add_export(CLI::App& app);

// commands_answer.cpp: what follows from it
void add_analyze(CLI::App& app);
void add_states(CLI::App& app);
void add_stable(CLI::App& app);
void add_paths(CLI::App& app);
void add_ask(CLI::App& app);
void add_explain(CLI::App& app);

// commands_report.cpp: the answers as a document
void add_report(CLI::App& app);

// commands_deals.cpp: what a table could agree on
void add_deals(CLI::App& app);

// commands_read.cpp: what reports say
void add_read(CLI::App& app);

// commands_sources.cpp: what a case rests on
void add_sources(CLI::App& app);

// commands_levers.cpp: what would have to change
void add_levers(CLI::App& app);

// commands_groups.cpp: what groups could gain, and where a party could be led
void add_coalitions(CLI::App& app);
void add_traps(CLI::App& app);

}  // namespace detente::app
