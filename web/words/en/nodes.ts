/** The call nodes, and on how many of them a change is live. */
export const nodes = {
  "nodes.about":
    "A call node decides calls on its own machine from its own copy, whether this Callas can be reached or not.",
  "nodes.search": "Search: name",
  "nodes.empty": "No call nodes",
  "nodes.emptyText":
    "This Callas decides all calls itself. To add a node, create a key with the role “Call node” and start “callas node” with it on another machine.",
  "nodes.live": "The last change is live on {live, number} of {nodes, plural, one {# node} other {# nodes}}.",
  "nodes.upToDate": "up to date",
  "nodes.behind": "{count, plural, one {# change behind} other {# changes behind}}",
  "nodes.anew": "still decides from before the restore",
  "nodes.seen": "Last heard from: {moment}",
  "nodes.remove": "Remove from the list: {name}",
  "nodes.removeTitle": "Remove the call node “{name}” from the list?",
  "nodes.removeText": "Numbers that companies have lost no longer wait for this node: another company can get them.",
  "nodes.removeOff":
    "Make sure that the node is switched off. If it is only cut off, it goes on deciding from what it has. If it comes back, it reads everything again and is listed again.",
  "live.part":
    "Live on {live, number} of {nodes, plural, one {# call node} other {# call nodes}} so far. The others follow as soon as the change reaches them.",
  "live.all": "{nodes, plural, one {Live on the call node.} other {Live on all # call nodes.}}",
  "live.which": "Show nodes",
};
