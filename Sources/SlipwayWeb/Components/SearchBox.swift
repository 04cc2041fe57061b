/// Filters the items of a list on the page while somebody types; an address with `?q=` starts with its words.
func searchBox(_ label: String, over list: String, value: String = "") -> HTML {
  """
  <label class="search-box needs-script">\(icon(.search))<span class="hidden">\(label)</span>\
  <input type="search" placeholder="\(label)" value="\(value)" data-behavior="filter" data-target="\(list)" \
  autocomplete="off" spellcheck="false"></label>
  """
}
