#include "detente/report/json_exchange.hpp"

#include <algorithm>

#include "detente/casefile/write.hpp"
#include "detente/report/json_parts.hpp"

namespace detente {

using namespace json_parts;

namespace {

/// Those of the diagnostics that say what was lost.
Json losses_of(const Json& all) {
  Json losses = Json::array();
  for (const Json& d : all) {
    if (d["code"] == not_kept || d["code"] == changes_model) losses.push_back(d);
  }
  return losses;
}

}  // namespace

std::string import_json(const Format& format, const ImportResult& result, const Case* document,
                        const std::string& written) {
  JsonContext context{.file = written};
  context.complete = document != nullptr;
  context.reason = "nothing was imported";
  Json json = frame(context, document, std::nullopt, {}, nullptr);
  if (written.empty()) json["case"]["file"] = nullptr;
  Json files = Json::array();
  Json found = Json::array();
  for (const FileFindings& file : result.files) {
    files.push_back(file.source.name());
    for (Json& d : diagnostics(file.diagnostics, &file.source)) found.push_back(std::move(d));
  }
  json["losses"] = losses_of(found);
  json["diagnostics"] = std::move(found);
  json["format"] = format.name;
  json["files"] = std::move(files);
  json["written"] = document && !written.empty() ? Json::array({written}) : Json::array();
  if (document && written.empty()) json["text"] = write_case(*document);
  return dump(json);
}

std::string export_json(const JsonContext& context, const Format& format, const Case& document,
                        const AnalysisOptions& options, const std::vector<std::string>& written) {
  Json json = frame(context, &document, options.as_of ? options.as_of : document.as_of, options, nullptr);
  json["losses"] = losses_of(json["diagnostics"]);
  json["format"] = format.name;
  json["written"] = written;
  return dump(json);
}

}  // namespace detente
