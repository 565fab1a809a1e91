// Merging the mentions of names into actors.

#include <algorithm>
#include <map>
#include <unordered_map>

#include "detente/evidence/chars.hpp"
#include "detente/evidence/names.hpp"

namespace detente {

namespace {

using enum WordClass;
using Index = std::uint32_t;
constexpr std::size_t most_of_one_name = 8;  ///< more are not told apart anyway

std::string joined(const std::vector<std::string>& words, std::size_t from = 0) {
  std::string out;
  for (std::size_t k = from; k < words.size(); ++k) out += (out.empty() ? "" : " ") + words[k];
  return out;
}

class Merger {
 public:
  explicit Merger(Reading& reading, const Aliases& aliases) : r_(reading), aliases_(aliases) {}

  void merge() {
    words_.reserve(r_.mentions.size());
    for (const NameMention& mention : r_.mentions) words_.push_back(name_words(r_, mention));
    for (std::size_t k = 0; k < r_.mentions.size(); ++k) {
      if (words_[k].size() > 1 && !r_.mentions[k].weak_start) join_by_full_name(k);
    }
    for (std::size_t k = 0; k < r_.mentions.size(); ++k) {
      if (!r_.mentions[k].weak_start) continue;
      if (by_name_.contains(joined(words_[k])) || !by_ending_.contains(joined(words_[k], 1))) {
        join_by_full_name(k);
        continue;
      }
      // The rest is a name without the first word.
      ++r_.mentions[k].first;
      r_.mentions[k].name = r_.mentions[k].first;
      words_[k].erase(words_[k].begin());
      if (words_[k].size() > 1) join_by_full_name(k);
    }
    for (std::size_t k = 0; k < r_.mentions.size(); ++k) {
      if (words_[k].size() != 1) continue;
      if (is_name(k)) join_by_one_word(k);
      else r_.mentions[k].end = r_.mentions[k].first;  // an ordinary word at the start of a sentence
    }
    find_in_headings();
    name_actors();
    obey_aliases();
  }

 private:
  Index new_actor(std::size_t k, const std::string& key) {
    const auto actor = static_cast<Index>(r_.actors.size());
    r_.actors.push_back({.name = {}, .kind = r_.mentions[k].kind});
    r_.genders.push_back(r_.mentions[k].gender);
    by_name_[key].push_back(actor);
    return actor;
  }

  void assign(std::size_t k, Index actor) {
    NameMention& mention = r_.mentions[k];
    mention.actor = actor;
    Actor& a = r_.actors[actor];
    if (a.kind == Actor::Kind::unknown) a.kind = mention.kind;
    if (r_.genders[actor] == Gender::unknown) r_.genders[actor] = mention.gender;
  }

  [[nodiscard]] bool genders_agree(std::size_t k, Index actor) const {
    const Gender a = r_.mentions[k].gender;
    const Gender b = r_.genders[actor];
    return a == Gender::unknown || b == Gender::unknown || a == b;
  }

  void join_country(std::size_t k, const std::string& land) {
    const auto known = by_name_.find(land);
    const Index actor = known != by_name_.end() ? known->second.front() : new_actor(k, land);
    r_.actors[actor].kind = Actor::Kind::place;
    countries_.emplace(actor, land);
    assign(k, actor);
  }

  void join_by_full_name(std::size_t k) {
    if (const std::string land = country_of(k); !land.empty()) return join_country(k, land);
    const std::string key = joined(words_[k]);
    const std::string familiar = nickname_of(k);
    auto known = by_name_.find(key);
    if (known == by_name_.end() && !familiar.empty()) known = by_name_.find(familiar);
    if (known != by_name_.end()) return assign(k, known->second.front());
    // "von der Leyen" after "Ursula von der Leyen": the end of exactly one name.
    const auto longer = by_ending_.find(key);
    if (longer != by_ending_.end() && longer->second.size() == 1 && r_.mentions[k].kind != Actor::Kind::organization) {
      return assign(k, longer->second.front());
    }
    const Index actor = new_actor(k, key);
    if (!familiar.empty()) by_name_[familiar].push_back(actor);
    assign(k, actor);
    if (r_.mentions[k].kind == Actor::Kind::organization || r_.mentions[k].kind == Actor::Kind::place) return;
    const auto note = [&](std::vector<Index>& actors) {
      if (actors.size() < most_of_one_name) actors.push_back(actor);
    };
    for (std::size_t from = 1; from < std::min<std::size_t>(words_[k].size(), 8); ++from)
      note(by_ending_[joined(words_[k], from)]);
    note(by_first_[words_[k].front()]);
  }

  /// In headings, where every word may be capitalized, only names that are known from the text.
  void find_in_headings() {
    std::vector<std::string> words;
    for (std::size_t s = 0; s < r_.sentences.size(); ++s) {
      if (r_.sentences[s].kind != Sentence::Kind::heading || r_.sentences[s].boilerplate) continue;
      for (Index k = r_.first_token[s]; k < r_.first_token[s + 1];) {
        if (!r_.tokens[k].is_word() || !r_.tokens[k].upper) {
          ++k;
          continue;
        }
        // The longest known name that begins here.
        std::string key;
        Index end = 0;
        std::optional<Index> actor;
        for (Index m = k; m < std::min(r_.first_token[s + 1], k + 4) && r_.tokens[m].is_word(); ++m) {
          key += (key.empty() ? "" : " ") + fold_name(r_.view(r_.tokens[m]));
          if (const auto known = known_name(key)) {
            actor = known;
            end = m + 1;
          }
        }
        if (!actor) {
          ++k;
          continue;
        }
        NameMention mention{.first = k, .name = k, .end = end, .kind = r_.actors[*actor].kind, .certain = true};
        mention.actor = actor;
        r_.mentions.push_back(mention);
        k = end;
      }
    }
    std::erase_if(r_.mentions, [](const NameMention& mention) { return mention.end == mention.first; });
    std::ranges::sort(r_.mentions, {}, &NameMention::first);
  }

  [[nodiscard]] std::optional<Index> known_name(const std::string& key) const {
    if (const auto known = by_name_.find(key); known != by_name_.end()) return known->second.front();
    if (const auto ending = by_ending_.find(key); ending != by_ending_.end() && ending->second.size() == 1)
      return ending->second.front();
    return std::nullopt;
  }

  /// A single capitalized word at the start of a sentence is a name only if it is one elsewhere, or speaks, and is
  /// never written in small letters.
  [[nodiscard]] bool is_name(std::size_t k) {
    const NameMention& mention = r_.mentions[k];
    if (mention.certain) return true;
    const std::string& word = words_[k].front();
    if (by_ending_.contains(word) || by_first_.contains(word)) return true;
    prepare_words();
    if (small_.contains(word)) return false;
    if (certain_.contains(word)) return true;
    return mention.end < r_.tokens.size() &&
           (r_.tokens[mention.end].is(say) || r_.tokens[mention.end].kind == TextToken::Kind::possessive);
  }

  void prepare_words() {
    if (prepared_) return;
    prepared_ = true;
    for (const TextToken& token : r_.tokens) {
      if (token.is_word() && !token.upper && token.end - token.begin < 30) small_.emplace(fold_name(r_.view(token)), 0);
    }
    for (std::size_t k = 0; k < r_.mentions.size(); ++k) {
      if (r_.mentions[k].certain && words_[k].size() == 1) certain_.emplace(words_[k].front(), 0);
    }
  }

  /// "Russian" and "Russians" are Russia.
  [[nodiscard]] std::string country_of(std::size_t k) const {
    const NameMention& mention = r_.mentions[k];
    const auto begin = r_.tokens[mention.name].begin;
    const auto text = r_.text.substr(begin, r_.tokens[mention.end - 1].end - begin);
    return std::string(r_.words.form(text.ends_with('.') ? text.substr(0, text.size() - 1) : text, country).lemma);
  }

  void join_by_one_word(std::size_t k) {
    if (const std::string land = country_of(k); !land.empty()) return join_country(k, land);
    const std::string& word = words_[k].front();
    const Actor::Kind kind = r_.mentions[k].kind;
    if (kind != Actor::Kind::organization && kind != Actor::Kind::place) {
      if (const auto family = by_ending_.find(word); family != by_ending_.end()) {
        std::vector<Index> fitting;
        for (const Index actor : family->second) {
          if (genders_agree(k, actor)) fitting.push_back(actor);
        }
        if (fitting.size() == 1) return assign(k, fitting.front());
        // Two people of one name: whom it means is left open.
        r_.mentions[k].kind = Actor::Kind::person;
        return;
      }
      if (const auto first = by_first_.find(word); first != by_first_.end() && first->second.size() == 1) {
        return assign(k, first->second.front());
      }
    }
    const auto known = by_name_.find(word);
    if (known != by_name_.end() && genders_agree(k, known->second.front())) return assign(k, known->second.front());
    assign(k, new_actor(k, word));
  }

  /// Robert “Bob” Roe: "bob roe", or nothing.
  [[nodiscard]] std::string nickname_of(std::size_t k) const {
    const NameMention& mention = r_.mentions[k];
    for (Index at = mention.name; at + 3 < mention.end; ++at) {
      if (is_nickname(r_, at)) return fold_name(r_.view(r_.tokens[at + 1])) + " " + words_[k].back();
    }
    return {};
  }

  /// As it is written, but without a nickname.
  [[nodiscard]] std::string text_of(const NameMention& mention) const {
    const auto begin = r_.tokens[mention.name].begin;
    std::string text(r_.text.substr(begin, r_.tokens[mention.end - 1].end - begin));
    for (Index at = mention.end; at-- > mention.name + 1;) {
      if (!is_nickname(r_, at)) continue;
      const auto from = r_.tokens[at - 1].end;
      text.erase(from - begin, r_.tokens[at + 2].end - from);
    }
    return text;
  }

  static std::string capitalized(std::string text) {
    for (std::size_t k = 0; k < text.size(); ++k) {
      if ((k == 0 || text[k - 1] == ' ') && text[k] >= 'a' && text[k] <= 'z')
        text[k] = static_cast<char>(text[k] - 'a' + 'A');
    }
    return text;
  }

  /// The name is the form with most words; the first of them. Forms: by frequency.
  void name_actors() {
    std::vector<std::map<std::string, std::size_t>> counts(r_.actors.size());
    std::vector<std::size_t> longest(r_.actors.size(), 0);
    for (const NameMention& mention : r_.mentions) {
      if (!mention.actor) continue;
      Actor& actor = r_.actors[*mention.actor];
      const std::string form = text_of(mention);
      ++counts[*mention.actor][form];
      actor.mentions.push_back({r_.tokens[mention.first].begin, r_.tokens[mention.end - 1].end});
      const std::size_t size = mention.end - mention.name;
      if (size <= longest[*mention.actor]) continue;
      longest[*mention.actor] = size;
      actor.name = form;
    }
    for (const auto& [actor, land] : countries_) r_.actors[actor].name = capitalized(land);
    for (std::size_t a = 0; a < r_.actors.size(); ++a) {
      std::vector<std::pair<std::string, std::size_t>> forms(counts[a].begin(), counts[a].end());
      std::ranges::stable_sort(forms, [](const auto& x, const auto& y) { return x.second > y.second; });
      for (auto& [form, times] : forms) r_.actors[a].forms.push_back(form);
    }
  }

  /// Names of the alias file; actors that it gives one name become one.
  void obey_aliases() {
    if (aliases_.empty()) return;
    std::map<std::string, Index, std::less<>> named;
    std::vector<Index> becomes(r_.actors.size());
    for (Index a = 0; a < r_.actors.size(); ++a) {
      becomes[a] = a;
      Actor& actor = r_.actors[a];
      auto name = aliases_.name_of(actor.name);
      for (std::size_t k = 0; !name && k < actor.forms.size(); ++k) name = aliases_.name_of(actor.forms[k]);
      if (!name) continue;
      actor.name = std::string(*name);
      const auto [first, is_new] = named.emplace(actor.name, a);
      if (is_new) continue;
      becomes[a] = first->second;
      Actor& into = r_.actors[first->second];
      for (const std::string& form : actor.forms) {
        if (std::ranges::find(into.forms, form) == into.forms.end()) into.forms.push_back(form);
      }
      into.mentions.insert(into.mentions.end(), actor.mentions.begin(), actor.mentions.end());
      std::ranges::sort(into.mentions, {}, &Span::begin);
      if (into.kind == Actor::Kind::unknown) into.kind = actor.kind;
      if (r_.genders[first->second] == Gender::unknown) r_.genders[first->second] = r_.genders[a];
      actor.mentions.clear();
    }
    // Names that were left open, and that the file settles.
    for (NameMention& mention : r_.mentions) {
      if (mention.actor) {
        mention.actor = becomes[*mention.actor];
        continue;
      }
      const auto name = aliases_.name_of(text_of(mention));
      const auto known = name ? named.find(*name) : named.end();
      if (known == named.end()) continue;
      mention.actor = known->second;
      r_.actors[known->second].mentions.push_back({r_.tokens[mention.first].begin, r_.tokens[mention.end - 1].end});
    }
  }

  Reading& r_;
  const Aliases& aliases_;
  std::vector<std::vector<std::string>> words_;
  std::unordered_map<std::string, std::vector<Index>> by_name_;
  std::unordered_map<std::string, std::vector<Index>> by_ending_;
  std::unordered_map<std::string, std::vector<Index>> by_first_;
  std::unordered_map<std::string, int> small_;
  std::unordered_map<std::string, int> certain_;
  std::map<Index, std::string> countries_;
  bool prepared_ = false;
};

void map_to_flow(Reading& r) {
  r.mention_in_flow.assign(r.flow.size(), -1);
  std::size_t k = 0;
  for (std::size_t m = 0; m < r.mentions.size(); ++m) {
    const auto begin = r.tokens[r.mentions[m].first].begin;
    const auto end = r.tokens[r.mentions[m].end - 1].end;
    while (k < r.flow.size() && r.flow[k].end <= begin) ++k;
    for (; k < r.flow.size() && r.flow[k].begin < end; ++k) {
      if (r.flow[k].kind == TextToken::Kind::quotation) break;
      r.mention_in_flow[k] = static_cast<std::int32_t>(m);
    }
  }
}

/// Country and head of an office: "the Kremlin's top foreign policy aide" has no country, "Russian President" has one.
OfficeHolder office_of(const Reading& r, Index actor, std::size_t begin, std::size_t end) {
  OfficeHolder holder;
  holder.actor = actor;
  bool behind = false;  // "the head of the parent company" is no parent
  for (std::size_t k = begin; k < end; ++k) {
    const std::string_view word = r.view(r.tokens[k]);
    if (const auto form = r.words.form(word, country); !form.lemma.empty()) holder.country = form.lemma;
    behind = behind || (!holder.head.empty() && r.tokens[k].is(preposition));
    if (behind || !r.tokens[k].is(role)) continue;
    holder.head = ascii_lower(word);
    holder.office = holder.head;
    for (std::size_t m = k; m > begin && r.tokens[m - 1].is(role_modifier) && m > k - 3; --m) {
      holder.office = ascii_lower(r.view(r.tokens[m - 1])) + " " + holder.office;
    }
  }
  return holder;
}

void find_offices(Reading& r) {
  const auto note = [&](Index actor, std::size_t begin, std::size_t end) {
    OfficeHolder holder = office_of(r, actor, begin, end);
    if (holder.head.empty()) return;
    if (r.actors[actor].kind == Actor::Kind::unknown) r.actors[actor].kind = Actor::Kind::person;
    if (r.actors[actor].office.empty()) {
      r.actors[actor].office =
          std::string(r.text.substr(r.tokens[begin].begin, r.tokens[end - 1].end - r.tokens[begin].begin));
    }
    r.offices.push_back(std::move(holder));
  };
  for (const NameMention& mention : r.mentions) {
    if (!mention.actor) continue;
    if (r.actors[*mention.actor].kind == Actor::Kind::organization ||
        r.actors[*mention.actor].kind == Actor::Kind::place)
      continue;
    // In front: "Russian President Vladimir Putin", "Kremlin spokesman Dmitry Peskov".
    std::size_t begin = mention.name;
    const auto belongs = [&](const TextToken& t) {
      return t.classes.any(WordClasses(role, role_modifier, country, seat, organization_word)) ||
             t.kind == TextToken::Kind::possessive || (t.is_word() && r.view(t) == "of");
    };
    while (begin > 0 && mention.name - begin < 8 && belongs(r.tokens[begin - 1])) --begin;
    if (begin < mention.name && r.tokens[begin].kind != TextToken::Kind::possessive)
      note(*mention.actor, begin, mention.name);
    // In front, set off by a comma: "the envoy, Ingrid Solheim,".
    const bool set_off =
        mention.name > 1 && r.tokens[mention.name - 1].is_mark(',') &&
        (mention.end == r.tokens.size() || !r.tokens[mention.end].is_word() || r.tokens[mention.end].is(say));
    // "her coach, former world No. 4 Ingrid Solheim,".
    std::size_t comma = mention.name > 1 ? mention.name - 1 : 0;
    const auto explains = [&](const TextToken& t) {
      return (t.is_word() && (t.upper || !t.classes.any(WordClasses(auxiliary, say, determiner, subordinator)))) ||
             t.kind == TextToken::Kind::number;
    };
    while (!set_off && comma > 0 && mention.name - comma < 6 && explains(r.tokens[comma])) --comma;
    const bool closed = mention.end == r.tokens.size() || !r.tokens[mention.end].is_word();
    const bool in_front = set_off || (closed && comma > 1 && comma + 1 < mention.name && r.tokens[comma].is_mark(','));
    if (in_front && r.tokens[comma - 1].is(role)) {
      const std::size_t end = comma;
      begin = end;
      while (begin > 0 && end - begin < 8 && belongs(r.tokens[begin - 1])) --begin;
      if (r.tokens[begin].kind == TextToken::Kind::possessive) ++begin;
      if (begin > 0 &&
          (r.tokens[begin - 1].is(determiner) || r.tokens[begin - 1].kind == TextToken::Kind::possessive)) {
        note(*mention.actor, begin, end);
      }
    }
    // Behind: "Yuri Ushakov, the Kremlin's top foreign policy aide,".
    std::size_t at = mention.end;
    if (at + 1 >= r.tokens.size() || !r.tokens[at].is_mark(',')) continue;
    begin = ++at;
    if (r.tokens[at].is(determiner)) begin = ++at;
    std::size_t head = 0;
    while (at < r.tokens.size() && at - begin < 8 &&
           (r.tokens[at].is_word() || r.tokens[at].kind == TextToken::Kind::possessive) && !r.tokens[at].is(say)) {
      if (r.tokens[at].is(role)) head = at;
      if (head != 0 && r.tokens[at].is(preposition) && r.view(r.tokens[at]) != "of") break;
      ++at;
    }
    if (head != 0 && !r.tokens[head].upper) note(*mention.actor, begin, at > head && at - head <= 4 ? at : head + 1);
  }
  std::ranges::sort(r.offices);
  const auto repeated = std::ranges::unique(r.offices);
  r.offices.erase(repeated.begin(), repeated.end());
}

}  // namespace

void find_names(Reading& reading, const Aliases& aliases) {
  find_mentions(reading);
  Merger(reading, aliases).merge();
  map_to_flow(reading);
  find_offices(reading);
}

}  // namespace detente
